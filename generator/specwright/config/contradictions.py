"""Packages of one configuration that would write over each other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from specwright.config import codes
from specwright.config.settings import GenerateSettings
from specwright.config.table import Table
from specwright.diagnostics import Fix, Related

__all__ = ["refuse_contradictions"]

Entry = tuple[Table, GenerateSettings]


def refuse_contradictions(entries: Sequence[Entry]) -> None:
    """Report each `[[generate]]` whose package is, holds or lies in that of an earlier one, at its place."""
    for index, (table, later) in enumerate(entries):
        for first, earlier in entries[:index]:
            if message := _why_not_both(earlier, later):
                _refuse(table, first, message)
                break


def _why_not_both(earlier: GenerateSettings, later: GenerateSettings) -> str | None:
    """Why two packages can't stand beside each other; one that its document's title names is known by its document."""
    one, other = _folder(earlier), _folder(later)
    if (one, earlier.package or earlier.spec) == (other, later.package or later.spec):
        return "This makes a package that an earlier entry makes already."
    if earlier.package and other.is_relative_to(one):
        return "This package would stand inside of an earlier one, which is written as a whole."
    if later.package and one.is_relative_to(other):
        return "An earlier package would stand inside of this one, which is written as a whole."
    return None


def _folder(settings: GenerateSettings) -> Path:
    """The folder of the package, or the one it will be in where the title names it."""
    return Path(os.path.normpath(settings.output / (settings.package or "")))


def _refuse(table: Table, first: Table, message: str) -> None:
    table.source.sink.report(
        codes.CONFIG_CONTRADICTION,
        message,
        span=table.span(),
        related=(Related(message="The earlier entry", span=first.span()),),
        fix=Fix(description="Give it another `output` or `package`, or remove it."),
    )
