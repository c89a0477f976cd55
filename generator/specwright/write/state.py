"""One machine's own memories of a package, beside the manifest; git is told to ignore them, and this telling too."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from specwright.write import tree
from specwright.write.file import replace

__all__ = ["DAMAGED", "DOCUMENT", "OWN", "STATE", "UNITS", "VIEWS", "WORDS", "forget", "keep", "recall"]

STATE: Final = ".specwright/state.json"
VIEWS: Final = ".specwright/views.json"
UNITS: Final = ".specwright/units.json"
DOCUMENT: Final = ".specwright/document.json"
WORDS: Final = ".specwright/words.json"
_MEMORIES: Final = (STATE, VIEWS, UNITS, DOCUMENT, WORDS)
_IGNORE: Final = ".specwright/.gitignore"
DAMAGED: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What comes of using a memory that is gone, or is not as it was kept: such a one is lost."""
OWN: Final = frozenset({*_MEMORIES, _IGNORE})
_IGNORED: Final = "".join(f"/{path.rpartition('/')[2]}\n" for path in (_IGNORE, *_MEMORIES)).encode()


def recall(folder: Path, memory: str = STATE) -> bytes:
    """Read a memory that is JSON. Raises `OSError` where there is none, or something else in its place, and `ValueError` where it
    is not as it was kept."""
    return _unsealed(tree.read(folder, memory) if (folder / memory).is_file() else b"")


def keep(folder: Path, content: bytes | Path, memory: str = STATE) -> None:
    """Write a memory of the package in `folder`: the document as it is, or a copy of its file; others are JSON. Raises `OSError`
    when that can't be done."""
    kept = _sealed(content) if isinstance(content, bytes) and memory != DOCUMENT else content
    for path, wanted in ((_IGNORE, _IGNORED), (memory, kept)):
        if _is_free(folder / path):
            replace(folder / path, wanted)


def forget(folder: Path) -> None:
    """Remove all of it."""
    for memory in _MEMORIES:
        with suppress(FileNotFoundError):
            (folder / memory).unlink()


def _sealed(content: bytes) -> bytes:
    return b'{"sha256": "%s", "memory": %s}\n' % (hashlib.sha256(content).hexdigest().encode(), content)


def _unsealed(sealed: bytes) -> bytes:
    content = sealed[len(_sealed(b"")) - 2 : -2]
    if sealed != _sealed(content):
        raise ValueError("this is not as it was kept")
    return content


def _is_free(path: Path) -> bool:
    """Whether nothing is there but a file: a link, which would be followed out of the package, least of all."""
    return path.is_file() and not path.is_symlink() if os.path.lexists(path) else True
