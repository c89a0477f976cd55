"""Places that a JSONPath leads to: a value, the way to it, and where it stands in the document once `$ref`s are followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import unquote

from specwright.ingest.document import escape, split
from specwright.ingest.references import resolve
from specwright.lint.spectral.cycles import circular

__all__ = ["Place", "Tree"]


Edge: TypeAlias = tuple[str | None, str | int | None]


@dataclass(slots=True, eq=False)
class Place:
    """One node of a tree as somebody sees it who follows references.

    `step` is the key or index under `above`; `origin` the pointer of the value, which is that of the target of a
    reference.
    """

    value: Any
    step: str | int | None
    above: Place | None
    origin: str

    @property
    def edge(self) -> Edge:
        """What tells the place from others in whatever way it is come to: where it is referred to."""
        return (self.above.origin if self.above else None, self.step)

    @property
    def path(self) -> list[str | int]:
        """The steps from the top."""
        steps: list[str | int] = []
        place: Place | None = self
        while place is not None and place.step is not None:
            steps.append(place.step)
            place = place.above
        return steps[::-1]

    @property
    def top(self) -> Place:
        """The place of the whole document."""
        place = self
        while place.above is not None:
            place = place.above
        return place


@dataclass(eq=False)
class Tree:
    """A tree to walk in. With `follow`, a `$ref` stands for what it refers to, unless that leads back to it.

    Members of components whose pointers are in `brought` are not the author's, and are met only where they are used.
    """

    root: Any
    follow: bool
    brought: frozenset[str] = frozenset()
    _everything: list[Place] | None = field(default=None, repr=False)

    @cached_property
    def _circular(self) -> frozenset[str]:
        return circular(self.root)

    def top(self) -> Place:
        """The whole document."""
        return Place(self.root, None, None, "")

    def children(self, place: Place) -> Iterator[Place]:
        """The members or items of a place."""
        value = place.value
        if isinstance(value, dict):
            for key in value:
                if not self.brought or f"{place.origin}/{escape(key)}" not in self.brought:
                    yield self.child(place, key)
        elif isinstance(value, list):
            for index in range(len(value)):
                yield self.child(place, index)

    def child(self, place: Place, step: str | int) -> Place:
        """The place one step below, which has to be there."""
        value = place.value[step]
        origin = f"{place.origin}/{escape(step) if isinstance(step, str) else step}"
        if self.follow and type(value) is dict and type(value.get("$ref")) is str:
            value, origin = self._followed(value, origin)
        return Place(value, step, place, origin)

    def _followed(self, value: Any, origin: str) -> tuple[Any, str]:
        while type(value) is dict and type(ref := value.get("$ref")) is str and ref.startswith("#"):
            pointer = unquote(ref[1:])
            found, target = resolve(self.root, pointer)
            if not found or origin in self._circular:
                break
            value, origin = target, pointer
        return value, origin

    def below(self, places: Iterable[Place]) -> Iterator[Place]:
        """Places and all below them, in the document's order; each node once for each of the places that refer to it."""
        seen: set[Edge] = set()
        for place in places:
            yield from self._below(place, seen)

    def _below(self, place: Place, seen: set[Edge]) -> list[Place]:
        whole = place.above is None
        if whole and self._everything is not None:
            return self._everything
        found, pending = [], [place]
        while pending:
            here = pending.pop()
            if here.edge in seen:
                continue
            seen.add(here.edge)
            found.append(here)
            if isinstance(here.value, dict | list):
                pending.extend(reversed(list(self.children(here))))
        if whole:
            self._everything = found
        return found

    def nearest(self, place: Place, steps: list[str | int]) -> tuple[Place, list[str | int]]:
        """The last place on the way down from a place that there is, and the steps that lead on to nothing."""
        for count, step in enumerate(steps):
            value = place.value
            key = int(step) if isinstance(value, list) and str(step).isdecimal() else step
            there = key in value if isinstance(value, dict) else isinstance(value, list) and key in range(len(value))
            if not there:
                return place, steps[count:]
            place = self.child(place, key)
        return place, []

    def at(self, pointer: str) -> Place:
        """The place at a JSON Pointer, or the nearest one above."""
        return self.nearest(self.top(), [*split(pointer)])[0]
