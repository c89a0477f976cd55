"""Where the nodes of a text are: places in the shape of the tree, looked for when one is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from specwright.ingest.document import split

__all__ = ["Place", "find"]


class Place(Protocol):
    """The extent of a value and of its key (-1 without one), in characters, and the places of what is inside."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def key_start(self) -> int: ...
    @property
    def key_end(self) -> int: ...
    @property
    def inside(self) -> Mapping[str, Place]: ...
    def child(self, step: str) -> Place | None: ...


def find(root: Place, pointer: str, *, key: bool) -> tuple[int, int]:
    """The extent of the value at a JSON Pointer, or of its key; of the nearest ancestor that the text has, if need be."""
    place = root
    for step in split(pointer):
        if (inner := place.child(step)) is None:
            key = True
            break
        place = inner
    return (place.key_start, place.key_end) if key and place.key_start >= 0 else (place.start, place.end)
