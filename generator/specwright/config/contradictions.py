"""Packages of one run that would write over each other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from specwright.config import codes
from specwright.config.settings import GenerateSettings
from specwright.diagnostics import Fix, Related

if TYPE_CHECKING:
    from specwright.config.table import Table

__all__ = ["contradictions", "refuse_contradictions"]

_TWICE = "This makes a package that an earlier entry makes already."
_INSIDE = "This package would stand inside of an earlier one, which is written as a whole."
_AROUND = "An earlier package would stand inside of this one, which is written as a whole."


def refuse_contradictions(entries: Sequence[tuple[Table, GenerateSettings]]) -> None:
    """Report each `[[generate]]` whose package is, holds or lies in that of an earlier one, at its place."""
    told = set()
    for later, earlier, message in contradictions([settings for _, settings in entries]):
        table, first = entries[later][0], entries[earlier][0]
        if table.path in told:
            continue
        told.add(table.path)
        if first is table:
            message = f"Two of its documents would make the package {entries[later][1].package!r}."
        table.source.sink.report(
            codes.CONFIG_CONTRADICTION,
            message,
            span=table.span(),
            related=() if first is table else (Related(message="The earlier entry", span=first.span()),),
            fix=Fix(description="Give it another `output` or `package`, or remove it."),
        )


def contradictions(packages: Sequence[GenerateSettings]) -> Iterator[tuple[int, int, str]]:
    """The packages that can't stand beside an earlier one: its number, that of the earlier one, and why."""
    same: dict[object, int] = {}
    folders: dict[Path, int] = {}
    above: dict[Path, int] = {}
    for number, settings in enumerate(packages):
        folder = _folder(settings)
        # A package that its document's title names is known by its document.
        key = (folder, settings.package or settings.spec)
        inside = next((folders[one] for one in (folder, *folder.parents) if one in folders), None)
        if key in same:
            yield number, same[key], _TWICE
        elif inside is not None:
            yield number, inside, _INSIDE
        elif settings.package and folder in above:
            yield number, above[folder], _AROUND
        same.setdefault(key, number)
        if settings.package:
            folders.setdefault(folder, number)
        for parent in (folder, *folder.parents):
            above.setdefault(parent, number)


def _folder(settings: GenerateSettings) -> Path:
    """The folder of the package, or the one it will be in where the title names it."""
    return Path(os.path.normpath(settings.output / (settings.package or "")))
