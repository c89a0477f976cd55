"""One machine's own memory of a package, beside the manifest; git is told to ignore it, and this telling too."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from specwright.write.file import replace

__all__ = ["OWN", "STATE", "forget", "keep"]

STATE: Final = ".specwright/state.json"
_IGNORE: Final = ".specwright/.gitignore"
OWN: Final = frozenset({STATE, _IGNORE})
_IGNORED: Final = b"/.gitignore\n/state.json\n"


def keep(folder: Path, content: bytes) -> None:
    """Write the memory of the package in `folder`. Raises `OSError` when that can't be done."""
    _ignore(folder)
    replace(folder / STATE, content)


def forget(folder: Path) -> None:
    """Remove it."""
    with suppress(FileNotFoundError):
        (folder / STATE).unlink()


def _ignore(folder: Path) -> None:
    if not (folder / _IGNORE).exists():
        replace(folder / _IGNORE, _IGNORED)
