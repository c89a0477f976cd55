"""Small generated-looking packages, each with its own copy of the runtime, and the means to load them."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.runtime.models.graphs import vendor

SAMPLE = Path(__file__).parent / "sample"


def forget(package: str) -> None:
    """Unload a package."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the package `zoo`."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, root, dirs_exist_ok=True)
    vendor(root / "zoo")
    return root


@pytest.fixture
def zoo(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The sample package, freshly imported."""
    monkeypatch.syspath_prepend(sample_folder)
    forget("zoo")
    package = importlib.import_module("zoo")
    importlib.import_module("zoo._runtime.codec")
    yield package
    forget("zoo")
