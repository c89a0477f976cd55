"""All packages of the cases in the other styles of models: they import, ruff and mypy have nothing to say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.cases.packages import CASES, package
from tests.cases.test_python import IMPORT_ALL, run, shared

from specwright.render.styles.style import STYLES, Style


def called(case: Path, style: Style) -> str:
    return f"{case.name}_{style.replace('-', '_')}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package for each case and style; the first one has the runtime of all."""
    folder = tmp_path_factory.mktemp("styles")
    for style in STYLES:
        for case in CASES:
            for path, content in package(case, style=style).items():
                write(folder / called(case, style) / path, shared(path, PACKAGES[0]) or content)
                if shared(path):
                    write(folder / PACKAGES[0] / path, content)
    return folder


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


PACKAGES = [called(case, style) for style in STYLES for case in CASES]


def test_everything_imports_and_every_operation_can_be_called(folder: Path) -> None:
    run(folder, sys.executable, "-c", IMPORT_ALL, *PACKAGES)


def test_ruff_has_nothing_to_say(folder: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    run(folder, *ruff, "format", "--isolated", "--no-cache", "--check", ".")
    run(folder, *ruff, "check", "--isolated", "--no-cache", ".")


def test_mypy_is_content(folder: Path) -> None:
    run(folder, sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file=", *PACKAGES)
