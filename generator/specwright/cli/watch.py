"""`specwright watch`: generate again whenever something that a package is made from changes."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from specwright.cli.console import Console, Usage
from specwright.cli.generate import Made, once
from specwright.config import find, shown
from specwright.unchanged import stamp

__all__ = ["run"]

_POLL = 0.2
"""Seconds between two looks, and for which files have to stay as they are before they are read. A look costs a `stat` for
each file; what counts is what is there, so editors that replace a file need no care."""


def run(arguments: Namespace, console: Console) -> int:
    """Generate, and again after each change, until Ctrl-C."""
    files = _Files(_configuration(arguments))
    with suppress(KeyboardInterrupt):
        while True:
            _generate(arguments, console, files)
            console.say(f"changed: {', '.join(map(shown, files.wait()))}")
    return 0


def _generate(arguments: Namespace, console: Console, files: _Files) -> None:
    """One run; what is wrong with the document or the configuration is told, and a change may mend it."""
    started = time.time_ns()
    try:
        files.add(_read(once(arguments, console)[0]), since=started)
    except Usage as problem:
        if files.first:
            raise
        console.complain(str(problem), problem.advice)
    except OSError as problem:
        console.complain(f"{shown(Path(problem.filename or '.'))}: {problem.strerror or problem}")


def _configuration(arguments: Namespace) -> list[Path]:
    file = Path(arguments.config) if arguments.config else None if arguments.spec else find(Path.cwd())
    return [file] if file else []


def _read(made: Made) -> Iterable[Path]:
    """All that packages were made from; of a document that can't be used, what is known: the files that findings name."""
    for settings, generation in made:
        yield settings.spec
        yield from generation.inputs
        yield from (Path(found.span.file) for found in generation.diagnostics if found.span)


class _Files:
    """The files and folders whose state is looked at."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._stamps: dict[Path, Any] = {file.absolute(): stamp(file) for file in files}
        self.first = True

    def add(self, files: Iterable[Path], *, since: int) -> None:
        """Look at these too; one that changed `since` (nanoseconds of the epoch) may not have been read as it is."""
        self.first = False
        for file in files:
            there = stamp(file)
            self._stamps.setdefault(file.absolute(), there if there is None or there[-1] < since else None)

    def wait(self) -> list[Path]:
        """Wait until something changes, and then for a while in which nothing does; what changed."""
        changed: set[Path] = set()
        while True:
            time.sleep(_POLL)
            now = {file: stamp(file) for file in self._stamps}
            different = {file for file in now if now[file] != self._stamps[file]}
            if changed and not different:
                return sorted(changed)
            self._stamps = now
            changed |= different
