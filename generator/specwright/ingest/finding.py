"""What parsing a text finds: places are offsets in characters until somebody wants to read them."""

from __future__ import annotations

from msgspec import Struct

from specwright.diagnostics import Code

__all__ = ["DEPTH", "DIGITS", "NODES", "Finding", "Refusal"]

DEPTH = 200
"""How deep a document may nest; low enough for every later stage to recurse."""

DIGITS = 4300
"""How long a number may be; Python's own limit on converting one (CVE-2020-10735)."""

NODES = 1_000_000
"""How many nodes aliases, or references into other files, may add to a tree."""


class Finding(Struct, frozen=True, kw_only=True):
    """A finding at `start` to `end` of a text; `earlier` is the second place of a duplicate."""

    code: Code
    message: str
    start: int
    end: int | None = None
    earlier: tuple[int, int] | None = None


class Refusal(Exception):
    """Parsing can't go on; never leaves the parser's caller."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding
