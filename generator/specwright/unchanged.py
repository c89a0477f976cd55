"""Skip a run that would change nothing: what the last one read, wrote and said, kept beside the manifest.

The manifest is committed and holds no times; this is one machine's own memory, told to git to be ignored. Size and time of
modification stand for the content of a file, as they do for `make`; `check` and `--verify` read the bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct
from msgspec import json as fast

from specwright.config import GenerateSettings
from specwright.diagnostics import Diagnostic
from specwright.installed import formatter, package_root, templates_root
from specwright.recorded import diagnostic, plain
from specwright.write import DAMAGED, OWN, STATE, Changes, forget, keep
from specwright.write import recall as remembered
from specwright.write.tree import Entry, walk

__all__ = ["TICK", "Recollection", "Run", "canonical", "hold", "named_stamps", "recall", "stamp", "tool_stamps"]

_FORMAT = 1
TICK = 50_000_000
"""Nanoseconds within which two writes of a file may leave the same time of modification."""

_DEPENDENCIES = ("jinja2", "msgspec", "yaml", "anyascii", "datamodel_code_generator")
"""What shapes the output beside the tool; installing another version writes its first module anew."""


class Recollection(Struct, frozen=True, kw_only=True):
    """A run of which all that was written still is as it was: its package folder, how many files that has, what was read
    and what was said. It `is_current` where what was read is as it was, too; `stamps` tells how that was, `entries` what stands
    there."""

    folder: Path
    files: int
    inputs: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    is_current: bool
    stamps: Mapping[str, list[Any] | None]
    entries: Mapping[str, Entry]


def recall(settings: GenerateSettings, key: str) -> Recollection | None:
    """The last run with these settings, which made this `key` of a run, if all that it wrote still is as it was then; None
    otherwise. Of several, which a document has made that was called otherwise before, the one that is current."""
    first = None
    for folder in _folders(settings):
        last = _recalled(folder, key)
        if last and last.is_current:
            return last
        first = first or last
    return first


def _recalled(folder: Path, key: str) -> Recollection | None:
    with suppress(*DAMAGED):
        state = json.loads(remembered(folder))
        is_it = state["key"] == key and state["folder"] == folder.name  # which may be a copy of another
        if is_it and _as_written(entries := walk(folder)) == state["output"]:
            return Recollection(
                folder=folder,
                files=int(state["files"]),
                inputs=tuple(map(Path, state["inputs"])),
                diagnostics=tuple(diagnostic(found) for found in state["diagnostics"]),
                is_current=hold(state["inputs"]),
                stamps=state["inputs"],
                entries=entries,
            )
    return None


class Run:
    """A run that is to be remembered, by its `key`: all that decides beside files. Make one before anything is read."""

    def __init__(self, settings: GenerateSettings, tool: list[Any] | None = None) -> None:
        self._started = time.time_ns()
        self._tool = tool or tool_stamps()
        self._named = named_stamps(settings)
        self.key = _key(settings, self._tool)

    def remember(self, changes: Changes, inputs: Iterable[Path], files: int, diagnostics: Iterable[Diagnostic]) -> bool:
        """Keep what the run read (`inputs`: files, folders and files that are not there), did, and had to say.

        A run during which, or just before which, an input changed (or just before which the tool did) is forgotten: its
        time of modification does not tell whether the old or the new content was read. So is one whose document was replaced
        by an older file meanwhile, and one whose memory can't be written. Returns whether the run is remembered.
        """
        read = {str(path): stamp(path) for path in inputs}
        stamps = (*read.values(), *self._tool)
        state = {
            "key": self.key,
            "folder": changes.folder.name,
            "inputs": read,
            "output": _as_written(changes.entries),
            "files": files,
            "diagnostics": [plain(found) for found in diagnostics],
        }
        with suppress(OSError):
            late = any(known is not None and known[-1] > self._started - TICK for known in stamps)
            if not read or late or not hold(self._named):
                forget(changes.folder)
            else:
                keep(changes.folder, json.dumps(state).encode())
                return True
        return False


def _folders(settings: GenerateSettings) -> Iterator[Path]:
    """Where the package may stand; a name made from the document's title is not known before that is read. Those that were
    made last come first."""
    if settings.package:
        yield settings.output / settings.package
    elif settings.output.is_dir():
        states = sorted(settings.output.glob(f"*/{STATE}"))
        yield from (state.parents[1] for state in sorted(states, key=_moment, reverse=True))


def _moment(file: Path) -> int:
    there = stamp(file)
    return int(there[-1]) if there else 0


def _key(settings: GenerateSettings, tool: list[Any]) -> str:
    """All that decides beside the files: the tool, its Python, the settings, where links among them lead, and the folder that
    paths are shown from."""
    linked = [str(path.resolve()) for path in (settings.spec, *settings.overlays)]
    told = [_FORMAT, sys.version, os.getcwd(), tool, canonical(settings), linked]
    return _digest(told)


def tool_stamps() -> list[Any]:
    """The tool as it stands on the disk, its templates and its formatter."""
    found = (find_spec(name) for name in _DEPENDENCIES)
    first = (Path(spec.origin) for spec in found if spec and spec.origin)
    return [stamp(path) for path in (package_root(), templates_root(), formatter(), *first)]


def canonical(value: object) -> Any:
    """Settings as JSON, whatever the order of sets; paths are absolute, but for pure ones."""
    if isinstance(value, Struct):
        return {name: canonical(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {str(key): canonical(value[key]) for key in value}
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    if isinstance(value, PurePath):
        return os.path.abspath(value) if isinstance(value, Path) else str(value)
    return value


def named_stamps(settings: GenerateSettings) -> dict[str, list[Any] | None]:
    """The stamps of the files that settings name, before anything is read."""
    return {str(path): stamp(path) for path in (settings.spec, *settings.overlays)}


def hold(stamps: Mapping[str, list[Any] | None]) -> bool:
    """Whether files still have the stamps that they had."""
    return all(stamp(Path(path)) == then for path, then in stamps.items())


def stamp(path: Path) -> list[Any] | None:
    """Size and time of a file; for a folder a digest of those of all that is in it, and the latest; None for nothing."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not path.is_dir():
        return [status.st_size, status.st_mtime_ns]
    entries = {name: entry for name, entry in walk(path).items() if entry.kind != "folder"}
    stamps = [(name, entry.size, entry.mtime_ns) for name, entry in entries.items()]
    latest = max((entry.mtime_ns for entry in entries.values()), default=0)
    return [_digest(stamps), latest]


def _as_written(entries: Mapping[str, Entry]) -> str:
    """A digest of sizes and times of all that stands in a package folder but the memory itself."""
    told = [
        (path, entry.kind, entry.size, entry.mtime_ns, entry.mode)
        for path, entry in sorted(entries.items(), key=itemgetter(0))
        if path not in OWN and entry.kind != "folder"
    ]
    return _digest(told)


def _digest(told: list[Any]) -> str:
    try:
        plain = fast.encode(told)
    except UnicodeEncodeError:  # names of files that are no UTF-8
        plain = json.dumps(told).encode()
    return hashlib.sha256(plain).hexdigest()
