"""`specwright watch`: generate again whenever something that a package is made from changes."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import suppress
from os.path import lexists
from pathlib import Path
from typing import Any, Final, TypeAlias

from specwright.cli.console import Console, Usage
from specwright.cli.generate import Made, once
from specwright.config import documents, find, is_pattern, load, shown
from specwright.diagnostics import Sink
from specwright.unchanged import stamp

__all__ = ["run"]

Pattern: TypeAlias = tuple[str, Path]
"""A pattern of documents, and the folder that it begins at."""

_REST: Final = 20
"""How many times as long as it looks it rests at least: patterns may lead through large folders."""
_POLL: Final = 0.2
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
    files.named_by(_patterns(arguments))
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


def _patterns(arguments: Namespace) -> list[Pattern] | None:
    """The patterns that name documents; None for a configuration that can't be used, as when they name nothing any more."""
    if arguments.spec:
        return [(name, Path()) for name in arguments.spec if is_pattern(name) and not lexists(name)]
    for file in _configuration(arguments):
        configured = load(file, sink=Sink())
        return None if configured is None else [(pattern, file.absolute().parent) for pattern in configured.patterns]
    return []


def _read(made: Made) -> Iterable[Path]:
    """All that packages were made from; of a document that can't be used, what is known: the files and folders that settings
    and findings name."""
    for settings, generation in made:
        yield from (settings.spec, *settings.overlays, *filter(None, [settings.templates]))
        yield from generation.inputs
        yield from (Path(found.span.file) for found in generation.diagnostics if found.span)


class _Files:
    """The files and folders whose state is looked at, and the patterns that new files may be named by."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._stamps: dict[Path, Any] = {file.absolute(): stamp(file) for file in files}
        self._patterns: list[Pattern] = []
        self.first = True

    def named_by(self, patterns: list[Pattern] | None) -> None:
        """Look for files that these name; None for those that the last ones did."""
        self._patterns = self._patterns if patterns is None else patterns

    def add(self, files: Iterable[Path], *, since: int) -> None:
        """Look at these too; one that changed `since` (nanoseconds of the epoch) may not have been read as it is."""
        self.first = False
        for file in files:
            there = stamp(file)
            self._stamps.setdefault(file.absolute(), there if there is None or there[-1] < since else None)

    def wait(self) -> list[Path]:
        """Wait until something changes, and then for a while in which nothing does; what changed."""
        changed: set[Path] = set()
        took = 0.0
        while True:
            time.sleep(max(_POLL, _REST * took))
            started = time.process_time()
            now = {file: stamp(file) for file in {*self._stamps, *self._named()}}
            different = {file for file in now if now[file] != self._stamps.get(file)}
            if changed and not different:
                return sorted(changed)
            self._stamps = now
            changed |= different
            took = time.process_time() - started

    def _named(self) -> Iterator[Path]:
        return (file.absolute() for pattern in self._patterns for file, _ in documents(*pattern))
