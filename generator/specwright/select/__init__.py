"""Selection: a Document in, one with fewer operations out, and with no more components than these reach."""

from __future__ import annotations

from specwright.select.filter import Filter, Selection
from specwright.select.selecting import select

__all__ = ["Filter", "Selection", "select"]
