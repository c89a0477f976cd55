"""Files that a command is told to write, and that it must not: one for two purposes, and what is to be kept."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

from specwright.cli.console import Usage
from specwright.config import Configuration

__all__ = ["refuse_overwriting"]

_READ = ("spec", "config", "ruleset", "overlay", "pages")


def refuse_overwriting(arguments: Namespace, configured: Configuration) -> None:
    """Raise `Usage` where a file is to be written for two purposes, or in the place of one that has to be kept.

    That is as much as can be told before a document is read; what it refers to is kept by `specwright.write.save`.
    """
    if not (written := list(_written(arguments))):
        return
    from specwright.write import why_kept

    for (what, file), (other, second) in combinations(written, 2):
        if _same(file, second):
            raise Usage(f"{file}: {what} and {other} would both be written there", "Name two files.")
    read = [*map(Path, _read(arguments)), *_configured(configured)]
    for what, file in written:
        if why := why_kept(Path(file), read):
            raise Usage(f"{file}: {what} can't be written: {why}", "Name another file.")


def _written(arguments: Namespace) -> Iterator[tuple[str, str]]:
    yield from ((f"--format {name}", file) for name, file in getattr(arguments, "reports", ()))
    if getattr(arguments, "depfile", None):
        yield "--depfile", arguments.depfile
    if getattr(arguments, "update_baseline", False) and arguments.baseline:
        yield "--baseline", arguments.baseline


def _read(arguments: Namespace) -> Iterator[str]:
    for option in _READ:
        named = getattr(arguments, option, None) or ()
        yield from [named] if isinstance(named, str) else named


def _configured(configured: Configuration) -> Iterator[Path]:
    """The files that a configuration names, and itself."""
    transcribed, linted = configured.transcribe, configured.lint
    of_pages = (*transcribed.pages, transcribed.overlay, transcribed.output) if transcribed else ()
    of_packages = chain.from_iterable((entry.spec, *entry.overlays) for entry in configured.generate)
    yield from filter(None, (configured.file, linted.ruleset, *of_pages, *of_packages))


def _same(one: str, other: str) -> bool:
    first, second = Path(one), Path(other)
    if first.exists() and second.exists():
        return first.samefile(second)
    return first.absolute() == second.absolute()
