"""Answers to tasks, kept in a folder: a package that was made once, anywhere, is not made again.

The key of an answer holds the tool, the task, and what is in every file that was read. Files that a document refers to are
known only after it was read, so an entry may say which file comes next instead: the file that a run asks for depends on
those that it read before, and on nothing else. An entry never changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from specwright.config.shown import Ground
from specwright.ingest.references import FILES
from specwright.share.answer import Answer
from specwright.share.task import Task, folder_digest, state
from specwright.share.tool import tool_digest
from specwright.unchanged import TICK, stamp
from specwright.write.paths import why_unsafe
from specwright.write.store import Store

__all__ = ["Cache"]

_FORMAT = 1
_NEXT = b"next "


class Cache:
    """The answers in a folder, which is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)

    def find(self, task: Task, ground: Ground) -> Answer | None:
        """The answer to a task as its files are now; None where it was never given, or can't be read."""
        key = _first(task, ground)
        for _ in range(2 * FILES):
            entry = self._store.read(key)
            if entry is None or not entry.startswith(_NEXT):
                return _answer(entry)
            path = entry.removeprefix(_NEXT).decode(errors="replace")
            if why_unsafe(path):
                return None
            key = _following(key, path, ground)
        return None

    def keep(self, task: Task, ground: Ground, answer: Answer, *, started: int) -> None:
        """Keep the answer of a run that `started` at a time (nanoseconds of the epoch).

        Nothing is kept where an input changed since, or just before: which content was read is not known. What can't be
        written is left: others may keep a cache that we only read.
        """
        if answer.name is None or any(map(why_unsafe, answer.inputs)):
            return
        key, entries = _first(task, ground), []
        for path in _found_on_the_way(task, answer):
            entries.append((key, _NEXT + path.encode()))
            key = _following(key, path, ground)
        if _changed_since(started, ground, answer):
            return
        with suppress(OSError):
            for place, entry in (*entries, (key, replace(answer, seconds={}).dump())):
                self._store.keep(place, entry)


def _answer(entry: bytes | None) -> Answer | None:
    with suppress(ValueError):
        return None if entry is None else Answer.parse(entry)
    return None


def _known(task: Task) -> list[str]:
    """The files that the settings name."""
    return [str(path) for path in (task.settings.spec, *task.settings.overlays)]


def _found_on_the_way(task: Task, answer: Answer) -> Iterator[str]:
    known = {*_known(task), str(task.settings.templates)}
    return (path for path in answer.inputs if path not in known)


def _changed_since(started: int, ground: Ground, answer: Answer) -> bool:
    times = (stamp(ground.root / path) for path in answer.inputs)
    return any(time is not None and time[-1] > started - TICK for time in times)


def _first(task: Task, ground: Ground) -> str:
    templates = task.settings.templates and folder_digest(ground.root / task.settings.templates)
    return _digest([_FORMAT, tool_digest(), task.told(), [state(ground, path) for path in _known(task)], templates])


def _following(key: str, path: str, ground: Ground) -> str:
    return _digest([key, path, state(ground, path)])


def _digest(told: list[Any]) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
