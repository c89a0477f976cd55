"""The modules of a package that show already what they have to: the digest of its view is remembered with each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import json as fast

from specwright.config import GenerateSettings
from specwright.slices.texts import remember
from specwright.unchanged import stamp
from specwright.write import DAMAGED, VIEWS, Plan, keep, recall
from specwright.write.tree import Entry, walk

if TYPE_CHECKING:
    from specwright.render import Shown

__all__ = ["Modules"]


class Modules:
    """The modules that a package has from the last run with this key (`unchanged.Run`) and these settings.

    Size and time of modification stand for the content of a file, as they do in `unchanged`.
    """

    def __init__(self, key: str, settings: GenerateSettings) -> None:
        self._settings = settings
        self._key = [key, settings.templates and stamp(settings.templates)]
        self._digests: dict[str, str] = {}

    def standing(self, folder: Path) -> dict[str, Shown]:
        """What each module in a package folder shows, of those that nobody touched since they were written."""
        from specwright.render import Shown  # here: a run that changes nothing has no need of it

        found: dict[str, Shown] = {}
        with suppress(*DAMAGED):
            state = json.loads(recall(folder, VIEWS))
            entries = walk(folder) if state["key"] == self._key else {}
            for path, (view, runtime, digest, size, time) in state["modules"].items():
                entry = entries.get(path)
                if entry and entry.kind == "file" and [entry.size, entry.mtime_ns] == [size, time]:
                    found[path] = Shown(view=str(view), runtime=tuple(map(str, runtime)))
                    self._digests[path] = str(digest)
        return found

    def digests(self, kept: Iterable[str]) -> dict[str, str]:
        """The SHA-256 of modules that were found standing."""
        return {path: self._digests[path] for path in kept}

    def remember(
        self, plan: Plan, entries: Mapping[str, Entry], shown: Mapping[str, Shown], *, read: tuple[Path, ...]
    ) -> None:
        """Keep what the modules show, after the plan was carried out (`entries` stand there now), and the document, if it is all
        that was `read` and has not changed since. A memory that can't be written is lost."""
        modules: dict[str, list[Any]] = {
            path: [each.view, each.runtime, plan.digests[path], entries[path].size, entries[path].mtime_ns]
            for path, each in shown.items()
            if path in entries
        }
        with suppress(OSError):
            keep(plan.folder, fast.encode({"key": self._key, "modules": modules}), VIEWS)
        if read == (self._settings.spec.resolve(),):
            remember(plan.folder, self._settings.spec)
