"""Where the nodes of a JSON text are, found on the way to them.

What lies beside the way is skipped by the C scanner of `json`, so the place of a node costs at most a few parses of the
text before it; an outline of a text of 13 MB would cost two seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

__all__ = ["JsonPlace", "places"]

_scan: Callable[[str, int], tuple[object, int]] = vars(json.JSONDecoder(strict=False))["scan_once"]
_SPACE = re.compile(r"[ \t\r\n]*")
_KEY = re.compile(r'[ \t\r\n]*(?:,[ \t\r\n]*)?("[^"\\]*+(?:\\.[^"\\]*+)*+")[ \t\r\n]*:[ \t\r\n]*', re.DOTALL)
"""The next key of an object with what stands before it: one match for each member, of which there are many."""


class JsonPlace:
    """The extent of a value and of its key, in characters, and the places of what is inside."""

    __slots__ = ("_end", "_found", "_rest", "_text", "_unique", "key_end", "key_start", "start")

    def __init__(self, text: str, start: int, key_start: int = -1, key_end: int = -1, *, unique: bool = True) -> None:
        self._text, self._unique = text, unique
        self.start, self._end = start, -1
        self.key_start, self.key_end = key_start, key_end
        self._found: dict[str, JsonPlace] = {}
        self._rest: Iterator[tuple[str, JsonPlace]] | None = None

    @property
    def end(self) -> int:
        """Where the value ends."""
        if self._end < 0:
            self._end = self._closing() if self._found else self._scanned()
        return self._end

    def _scanned(self) -> int:
        try:
            return _scan(self._text, self.start)[1]
        except (StopIteration, ValueError):
            return self.start

    def _closing(self) -> int:
        """The end by that of the last member: what was looked at inside need not be read again."""
        last = max(self.inside.values(), key=lambda place: place.start)
        return _after_space(self._text, last.end) + 1

    @property
    def inside(self) -> dict[str, JsonPlace]:
        """The places of all members, by key or index."""
        self.child(None)
        return self._found

    def child(self, step: str | None) -> JsonPlace | None:
        """The place of one member; of the last of that name, as the parser takes it."""
        if step is not None and step in self._found:
            return self._found[step]
        if self._rest is None:
            self._rest = self._members()
        for name, place in self._rest:
            self._found[name] = place
            if name == step and self._unique:
                return place
        return None if step is None else self._found.get(step)

    def _members(self) -> Iterator[tuple[str, JsonPlace]]:
        opening = self._text[self.start : self.start + 1]
        if opening == "{":
            yield from self._properties(self.start + 1)
        elif opening == "[":
            yield from self._items(_after_space(self._text, self.start + 1))

    def _properties(self, at: int) -> Iterator[tuple[str, JsonPlace]]:
        while key := _KEY.match(self._text, at):
            written = key[1]
            name = json.loads(written, strict=False) if "\\" in written else written[1:-1]
            place = JsonPlace(self._text, key.end(), *key.span(1), unique=self._unique)
            yield name, place
            at = place.end

    def _items(self, at: int) -> Iterator[tuple[str, JsonPlace]]:
        number = 0
        while self._text[at : at + 1] not in ("]", ""):
            place = JsonPlace(self._text, at, unique=self._unique)
            yield str(number), place
            number, at = number + 1, _next_item(self._text, place.end)


def places(text: str, *, unique: bool = True) -> JsonPlace:
    """The place of the root of a JSON text; an object is read to its end for each member where keys may not be `unique`."""
    return JsonPlace(text, _after_space(text, 0), unique=unique)


def _next_item(text: str, end: int) -> int:
    """Where the next item starts, or the array ends."""
    at = _after_space(text, end)
    return _after_space(text, at + 1) if text[at : at + 1] == "," else at


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
