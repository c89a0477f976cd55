"""Many documents: which ones a pattern names, and what the package of each is called."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from specwright.config.names import package_name

__all__ = ["documents", "is_pattern", "named_apart"]


def is_pattern(spec: str) -> bool:
    """Whether a document is named by a shell-style pattern (`*`, `?`, `[...]`; `**` is any number of folders)."""
    return glob.has_magic(spec)


def documents(pattern: str, folder: Path) -> list[tuple[Path, str]]:
    """The files below `folder` that a pattern names, in order, each with the name of its package.

    A package is called after the part of the path that the pattern leaves open, so that its name stays when other
    documents come and go. A file that several paths lead to is named once; hidden files and folders are left out.
    """
    found: dict[str, str] = {}
    for name in sorted(
        glob.glob(pattern, root_dir=folder, recursive=True), key=lambda name: (name.count(os.sep), name)
    ):
        if os.path.isfile(folder / name):
            found.setdefault(os.path.realpath(folder / name), name)
    fixed = _fixed(PurePath(pattern))
    stem = is_pattern(PurePath(pattern).name)
    return [(folder / name, _name(PurePath(name).relative_to(fixed), stem=stem)) for name in sorted(found.values())]


def named_apart(specs: Sequence[Path]) -> list[tuple[Path, str]]:
    """Documents that were named one by one, each with a name for its package: the path below the folder that all are in;
    the names of the files count where they differ."""
    whole = [PurePath(os.path.abspath(spec)) for spec in specs]
    above = os.path.commonpath([spec.parent for spec in whole])
    stem = len({spec.name for spec in whole}) > 1
    return [(spec, _name(path.relative_to(above), stem=stem)) for spec, path in zip(specs, whole, strict=True)]


def _fixed(pattern: PurePath) -> PurePath:
    """The folders before the first part that is open."""
    return PurePath(*_until_open(pattern.parts[:-1]))


def _until_open(parts: Iterable[str]) -> Iterable[str]:
    for part in parts:
        if is_pattern(part):
            return
        yield part


def _name(path: PurePath, *, stem: bool) -> str:
    parts = [*path.parent.parts, path.stem] if stem or not path.parent.parts else path.parent.parts
    return package_name(" ".join(parts))
