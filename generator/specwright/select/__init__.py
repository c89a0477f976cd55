"""Selection: a Document in, one with fewer operations out, and with no more components than these reach.

`selecting` does it; what to select is known without it, as the configuration says it."""

from __future__ import annotations

from specwright.select.filter import Filter, Selection

__all__ = ["Filter", "Selection"]
