"""Where upgraded nodes were written."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from specwright.ingest.document import Origin, origin

__all__ = ["Moves"]


class Moves:
    """Keeps the origins of nodes that change their pointer.

    `before` maps pointers of the tree as it was, `after` those of the tree as it becomes; in place, where parents are
    moved before their children, they are one.
    """

    def __init__(self, file: str, before: Mapping[str, Origin], *, in_place: bool = False) -> None:
        self.file = file
        self.after = dict(before)
        self.before = self.after if in_place else before
        self._sorted = sorted(before)

    def move(self, new: str, old: str, *also: str) -> None:
        """Say that what is now at `new`, and `also` elsewhere, was at `old`."""
        place = origin(self.file, self.before, old)
        for pointer in (new, *also):
            self.after[pointer] = place
            if self._sorted:
                self._carry(pointer, old)

    def _carry(self, new: str, old: str) -> None:
        """Take along what is known of the nodes below `old`."""
        prefix = f"{old}/"
        for index in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            if not self._sorted[index].startswith(prefix):
                break
            below = self._sorted[index]
            self.after[new + below[len(old) :]] = self.before[below]

    def copy(self, new: str, place: str) -> None:
        """Say that what is at `new` was written at what is now, or would be, at `place`."""
        self.after[new] = origin(self.file, self.after, place)
