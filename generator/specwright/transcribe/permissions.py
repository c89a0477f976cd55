"""The permissions table: one row per kind of caller, its cell a list of scopes any of which suffices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .outline import Row, Table
from .page import PermissionRow

__all__ = ["read_permissions"]

_SCOPE = re.compile(r"\b[A-Z][A-Za-z0-9-]{0,80}(?:\.[A-Z][A-Za-z0-9-]{0,80})+\b")
_LABELS = ("delegated", "application")


def read_permissions(table: Table) -> Iterator[PermissionRow]:
    """The rows about delegated and application permissions. Tables with a column per caller have none of them."""
    for row in table.rows:
        if len(row.cells) > 1 and row.cells[0].value.strip("* ").lower().startswith(_LABELS):
            yield PermissionRow(label=row.cells[0], cell=row.cells[1], alternatives=tuple(_alternatives(row)))


def _alternatives(row: Row) -> Iterator[tuple[str, ...]]:
    """Commas and `or` separate alternatives, `and` joins scopes that are needed together."""
    for cell in row.cells[1:]:
        for choice in re.split(r",|;|\bor\b|<br\s*/?>", cell.value):
            if scopes := tuple(dict.fromkeys(_SCOPE.findall(choice))):
                yield scopes
