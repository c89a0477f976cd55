"""What tests of all stages share: snapshots that `pytest --accept` rewrites."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what tests got over what they expected")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Call with a file and a text: the test fails with a unified diff unless the file holds the text (none, the empty one)."""

    def check(file: Path, text: str) -> None:
        expected = file.read_bytes().decode() if file.exists() else ""
        if text == expected:
            return
        if request.config.getoption("--accept"):
            write(file, text)
            return
        diff = difflib.unified_diff(expected.splitlines(), text.splitlines(), f"{file} (expected)", "got", lineterm="")
        pytest.fail("\n".join([*diff, "`pytest --accept` writes what was got"]), pytrace=False)

    return check


def write(file: Path, text: str) -> None:
    """Make a file hold a text; no file is an empty one."""
    if text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    else:
        file.unlink(missing_ok=True)
