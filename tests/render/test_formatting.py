"""The formatter's folder is gone when it is done, whatever comes in between."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from specwright.render import formatting
from specwright.render.formatting import FormatError, formatted


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(formatting, "_MEMORY", tmp_path)
    return tmp_path


def test_nothing_is_left(memory: Path) -> None:
    assert formatted({"a.py": "x=1\n", "b/c.py": "y = [ ]"}) == {"a.py": b"x = 1\n", "b/c.py": b"y = []\n"}
    assert list(memory.iterdir()) == []


def test_nothing_is_left_of_what_is_no_python(memory: Path) -> None:
    with pytest.raises(FormatError, match=r"b/c\.py"):
        formatted({"a.py": "x = 1\n", "b/c.py": "class :\n"})
    assert list(memory.iterdir()) == []


def test_nothing_is_left_when_tidying_up_is_interrupted(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove = os.rmdir

    def interrupted(*_: Any, **__: Any) -> None:
        monkeypatch.setattr(os, "rmdir", remove)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "rmdir", interrupted)
    with pytest.raises(KeyboardInterrupt):
        formatted({"a.py": "x = 1\n"})
    assert list(memory.iterdir()) == []
