"""A run of `generate` as something that others can be asked, or can have answered already: nothing in it is absolute.

Paths are relative to the deepest folder that holds all that is read and the working folder; places in a configuration are
numbered, so that lines may move in it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from specwright.config import GenerateSettings
from specwright.config.shown import Ground
from specwright.diagnostics import Span
from specwright.ingest.source import SIZE, Unreadable, read_bytes
from specwright.pipeline import Locks
from specwright.unchanged import canonical
from specwright.write import MANIFEST, names
from specwright.write.tree import walk

__all__ = ["SETTING", "Task", "Unportable", "changed", "folder_digest", "relative", "state", "task_of"]

SETTING = "\0setting/"
"""What the file of a place in the configuration is called in a task, before the number of the place."""


class Unportable(Exception):
    """A run that reads from several drives, or through links out of its folders: its paths can't be made relative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Settings, name locks by package, and the working folder; all paths are relative and posix, the output is left out."""

    settings: GenerateSettings
    locks: Locks
    here: PurePosixPath

    def grounded(self, root: Path) -> GenerateSettings:
        """The settings with paths below `root`."""
        return changed(self.settings, lambda leaf: root / leaf if isinstance(leaf, PurePath) else leaf)

    def told(self) -> list[Any]:
        """All that is in it, as JSON."""
        return [
            canonical(self.settings),
            str(self.here),
            {name: dict(self.locks[name]) for name in sorted(self.locks)},
        ]


def task_of(settings: GenerateSettings) -> tuple[Task, Ground, tuple[Span, ...]]:
    """The task that `settings` are here and now: with where it stands, and the places that it has numbers for.

    Raises `Unportable`.
    """
    ground = _ground(settings)
    spans: list[Span] = []

    def portable(leaf: Path | Span) -> PurePosixPath | Span:
        if isinstance(leaf, Path):
            return PurePosixPath(relative(ground, leaf))
        spans.append(leaf)
        return Span(file=f"{SETTING}{len(spans) - 1}", line=1, column=1)

    inward = changed(replace(settings, output=ground.root, keep=()), portable)
    here = PurePosixPath(relative(ground, ground.here))
    return Task(settings=inward, locks=_locks(settings), here=here), ground, tuple(spans)


def relative(ground: Ground, path: Path) -> str:
    """The posix path from `ground.root`; raises `Unportable` for one that is not below it."""
    whole = Path(os.path.abspath(path))
    if not whole.is_relative_to(ground.root):
        raise Unportable(str(path))
    return whole.relative_to(ground.root).as_posix()


def state(ground: Ground, path: str) -> list[str]:
    """What reading `path` (relative to the root) gives: which file it leads to, and its digest or why it can't be read."""
    real = Path(os.path.realpath(ground.root / path))
    leads = real.relative_to(ground.root).as_posix() if real.is_relative_to(ground.root) else "elsewhere"
    try:
        return [leads, hashlib.sha256(read_bytes(real, SIZE)).hexdigest()]
    except Unreadable as problem:
        return [leads, str(problem)]


def folder_digest(folder: Path) -> str:
    """A digest of all that a folder holds."""
    files = {path: (folder / path).read_bytes() for path, entry in walk(folder).items() if (folder / path).is_file()}
    held = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def changed(settings: GenerateSettings, change: Callable[[Any], Any]) -> GenerateSettings:
    """Settings with every path and every place in them changed."""
    whole: GenerateSettings = _changed(settings, change)
    return whole


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, (PurePath, Span)):
        return change(value)
    again = partial(_changed, change=change)
    if isinstance(value, Struct):
        return replace(value, **{name: again(getattr(value, name)) for name in value.__struct_fields__})
    if isinstance(value, Mapping):
        return {key: again(item) for key, item in value.items()}
    return tuple(map(again, value)) if isinstance(value, tuple) else value


def _ground(settings: GenerateSettings) -> Ground:
    here = Path.cwd()
    folders = [settings.spec.parent, settings.ref_root, *(overlay.parent for overlay in settings.overlays)]
    named = [os.path.abspath(folder) for folder in (here, *folders, settings.templates) if folder is not None]
    try:
        return Ground(here=here, root=Path(os.path.commonpath(named)))
    except ValueError:
        raise Unportable("several drives") from None


def _locks(settings: GenerateSettings) -> Locks:
    """The name lock of the package; of all that stand in the output folder where the document's title names it."""
    if settings.package:
        folders = [settings.output / settings.package]
    else:
        folders = [manifest.parents[1] for manifest in settings.output.glob(f"*/{MANIFEST}")]
    return {folder.name: lock for folder in folders if (lock := names(folder))}
