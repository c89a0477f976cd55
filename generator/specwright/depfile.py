"""What a build system has to know: which files a package is made of, and from which (the syntax of Make and Ninja)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from specwright.config import shown
from specwright.write import MANIFEST, Manifest

__all__ = ["files", "rule"]

_SPECIAL = re.compile(r"(\\*)([ #])")
_UNSAYABLE = re.compile(r"[\r\n]|(?<!^[A-Za-z]):")


def rule(folder: Path, inputs: Iterable[Path]) -> str:
    """One rule: every file of the package in `folder` is made from every input that is there.

    Raises `OSError` where the package can't be read, and `ValueError` for a name that no such rule can hold.
    """
    written = [MANIFEST, *Manifest.parse((folder / MANIFEST).read_bytes()).files]
    made = [_name(folder / path) for path in sorted(written)]
    read = sorted({_name(path) for given in inputs for path in files(given)})
    return " \\\n  ".join(made) + ": \\\n  " + " \\\n  ".join(read) + "\n"


def files(path: Path) -> list[Path]:
    """The file, or all files in the folder; nothing where there is none."""
    return sorted(inner for inner in path.rglob("*") if inner.is_file()) if path.is_dir() else [path] * path.is_file()


def _name(path: Path) -> str:
    name = shown(path)
    if _UNSAYABLE.search(name):
        raise ValueError(f"{json.dumps(name)}: a depfile can't name a file with a colon or a line break")
    return _SPECIAL.sub(r"\1\1\\\2", name).replace("$", "$$")
