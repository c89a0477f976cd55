"""Files that a command is told to write, and that it must not: those that it reads, and one for two purposes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from specwright.cli.console import Usage

__all__ = ["refuse_overwriting"]

_READ = ("spec", "config", "ruleset", "overlay", "pages")


def refuse_overwriting(arguments: Namespace) -> None:
    """Raise `Usage` where a file that is to be written is named for something else as well."""
    written = list(_written(arguments))
    for (what, file), (other, second) in combinations(written, 2):
        if _same(file, second):
            raise Usage(f"{file}: {what} and {other} would both be written there", "Name two files.")
    for what, file in written:
        if any(_same(file, named) for named in _read(arguments)):
            raise Usage(f"{file}: {what} would take the place of what is read", "Name another file.")


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


def _same(one: str, other: str) -> bool:
    first, second = Path(one), Path(other)
    if first.exists() and second.exists():
        return first.samefile(second)
    return first.absolute() == second.absolute()
