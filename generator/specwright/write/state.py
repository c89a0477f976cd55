"""One machine's own memory of a package, beside the manifest; git is told to ignore it, and this telling too."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from specwright.write import tree
from specwright.write.file import replace

__all__ = ["OWN", "STATE", "forget", "keep", "recall"]

STATE: Final = ".specwright/state.json"
_IGNORE: Final = ".specwright/.gitignore"
OWN: Final = frozenset({STATE, _IGNORE})
_IGNORED: Final = b"/.gitignore\n/state.json\n"


def recall(folder: Path) -> bytes:
    """Read it. Raises `OSError` where there is none, or something else in its place."""
    return tree.read(folder, STATE) if (folder / STATE).is_file() else b""


def keep(folder: Path, content: bytes) -> None:
    """Write the memory of the package in `folder`. Raises `OSError` when that can't be done."""
    for path, wanted in ((_IGNORE, _IGNORED), (STATE, content)):
        if _is_free(folder / path):
            replace(folder / path, wanted)


def forget(folder: Path) -> None:
    """Remove it."""
    with suppress(FileNotFoundError):
        (folder / STATE).unlink()


def _is_free(path: Path) -> bool:
    """Whether nothing is there but a file: a link, which would be followed out of the package, least of all."""
    return path.is_file() and not path.is_symlink() if os.path.lexists(path) else True
