"""The files that a task needs, taken along to a machine that can't see them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specwright.config import GenerateSettings
from specwright.config.shown import Ground
from specwright.ingest.source import SIZE, Unreadable, read_bytes
from specwright.share.task import Task, Unportable, relative
from specwright.write.paths import why_unsafe
from specwright.write.tree import walk

__all__ = ["Carried", "carry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Files and links by path (relative to the root of the task), and all paths that were looked at, found or not."""

    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    links: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def carry(task: Task, ground: Ground, wanted: Iterable[str] = ()) -> Carried:
    """What the settings of a task name, and what a worker `wanted` besides; of that only what the document may refer to.

    Raises `Unportable` for what is there and can't be read: only this machine can tell why.
    """
    settings = task.grounded(ground.root)
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    for path in (settings.spec, *settings.overlays, *_inside(settings.templates)):
        files[relative(ground, path)] = _content(path)
    for name in wanted:
        _add(name, settings, ground, files, links)
    return Carried(files=files, links=links, known=frozenset({*files, *links, *wanted}))


def _add(name: str, settings: GenerateSettings, ground: Ground, files: dict[str, bytes], links: dict[str, str]) -> None:
    path = ground.root / name
    real = Path(os.path.realpath(path))
    if why_unsafe(name):
        raise Unportable(name)
    if real != path:
        links[name] = Path(os.path.relpath(real, path.parent)).as_posix()
    if real.is_relative_to((settings.ref_root or settings.spec.parent).resolve()) and os.path.lexists(real):
        files[relative(ground, real)] = _content(real)


def _inside(folder: Path | None) -> list[Path]:
    return [path for name in walk(folder) if (path := folder / name).is_file()] if folder else []


def _content(path: Path) -> bytes:
    try:
        return read_bytes(path, SIZE)
    except Unreadable as problem:
        raise Unportable(f"{path}: {problem}") from None
