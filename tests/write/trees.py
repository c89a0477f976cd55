"""Small package trees for the tests, and what a folder holds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from specwright.write import Changes, apply, plan


@dataclass(frozen=True)
class Artifact:
    """What render would hand over."""

    path: str
    content: bytes


def artifacts(files: Mapping[str, str]) -> list[Artifact]:
    return [Artifact(path, text.encode()) for path, text in files.items()]


def write(
    folder: Path, files: Mapping[str, str], *, force: bool = False, names: Mapping[str, str] | None = None
) -> Changes:
    """Plan and apply in one go."""
    return apply(plan(folder, artifacts(files), names=names or {}, force=force))


def snapshot(folder: Path) -> dict[str, str]:
    """Every file and link below a folder, with what it holds."""
    return dict(sorted((path.relative_to(folder).as_posix(), _content(path)) for path in folder.rglob("*")))


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"-> {os.readlink(path)}"
    return path.read_text() if path.is_file() else "folder"


def beside(folder: Path) -> list[str]:
    """What else is in the folder that holds the package."""
    return sorted(entry.name for entry in folder.parent.iterdir() if entry != folder)
