"""The folders beside a package folder that a run uses, and what a killed run left in them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["recover", "retired", "staging", "standing"]


def staging(folder: Path) -> Path:
    """Where the next tree is built; after the exchange, where the old one stands."""
    return folder.parent / f".{folder.name}.specwright-new"


def retired(folder: Path) -> Path:
    """Where the old tree waits between two renames, on systems that cannot exchange two folders."""
    return folder.parent / f".{folder.name}.specwright-old"


def standing(folder: Path) -> Path:
    """The folder that holds the package now: `folder`, or the retired one after a kill between two renames."""
    return retired(folder) if not os.path.lexists(folder) and retired(folder).is_dir() else folder


def recover(folder: Path) -> None:
    """Undo a half-done exchange and remove what a killed run left. Call it under the lock; raises `OSError`."""
    if standing(folder) != folder:
        os.rename(retired(folder), folder)
    for leftover in (staging(folder), retired(folder)):
        if os.path.lexists(leftover):
            shutil.rmtree(leftover)
