"""Small generated-looking packages, each with its own copy of the runtime, and the means to load them."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

RUNTIME = Path(__file__).parents[3] / "generator" / "specwright" / "runtime"
SAMPLE = Path(__file__).parent / "sample"

Load = Callable[..., ModuleType]


def vendored(folder: Path) -> None:
    """Put the model side of the runtime where a generated package has it."""
    shutil.copytree(RUNTIME, folder / "_runtime", ignore=shutil.ignore_patterns("__pycache__", "server"))


def write_package(folder: Path, files: Mapping[str, str]) -> None:
    """Write a package with these files and the runtime."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    vendored(folder)


def forget(package: str) -> None:
    """Unload a package."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the package `zoo`."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, root, dirs_exist_ok=True)
    vendored(root / "zoo")
    return root


@pytest.fixture
def zoo(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The sample package, freshly imported."""
    monkeypatch.syspath_prepend(sample_folder)
    forget("zoo")
    yield importlib.import_module("zoo")
    forget("zoo")
