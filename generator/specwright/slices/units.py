"""The units of a JSON document: where each path item, webhook, component and other part of the top is written."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from msgspec import DecodeError, Raw, Struct, field
from msgspec.json import Decoder

from specwright.ingest import json_text
from specwright.ingest.document import join
from specwright.ingest.finding import Refusal
from specwright.slices.text import Spliced, Text

__all__ = ["Beyond", "Units", "read"]

_TABLES: Final = {
    "paths": 1,
    "webhooks": 1,
    "x-webhooks": 1,
    "components": 2,
    "definitions": 1,  # this one and the next two are of 2.0
    "parameters": 1,
    "responses": 1,
}
"""How many steps it takes from a part of the top to what is a unit in it."""

_OBJECT: Final = Decoder(dict[str, Raw])
_KEY: Final = re.compile(rb'[{,\s]*("(?:[^"\\]|\\.)*+")\s*:\s*', re.DOTALL)
_OPENING: Final = ord("{")


class Beyond(Exception):
    """A change of which it can't be told how far it reaches."""


class Units(Struct, frozen=True, kw_only=True, dict=True):
    """A text in UTF-8, and the extents of the units in it by JSON Pointer, in the order of the text.

    It stays bytes: as a string, one letter that is no common one makes it four times as long. `put` are the units that are
    written otherwise than they were stored, `absent` patterns that are known to be nowhere in the text.
    """

    text: Text
    spans: Mapping[str, tuple[int, int]]
    put: Mapping[str, bytes] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: bytes) -> Units:
        """The units of a text that was read as JSON. Raises `Beyond` where they can't be told."""
        return cls(text=text, spans=dict(_units(text)))

    def covering(self, start: int, end: int) -> str | None:
        """The unit in which an extent lies as a whole."""
        index = bisect_right(self._extents, (start, len(self.text))) - 1
        return self._pointers[index] if index >= 0 and end <= self._extents[index][1] else None

    @cached_property
    def _pointers(self) -> list[str]:
        return list(self.spans)

    @cached_property
    def _extents(self) -> list[tuple[int, int]]:
        return list(self.spans.values())

    @cached_property
    def whole(self) -> bytes:
        """All of the text."""
        return self.text[:]

    def written(self, pointer: str) -> bytes:
        """The text of a unit."""
        return self.text[slice(*self.spans[pointer])]

    def value(self, pointer: str) -> Any:
        """What a unit holds. Raises `Beyond` where there is something to be said of its text."""
        return read(self.written(pointer))

    def lacks(self, pattern: str) -> bool:
        """Whether a pattern is nowhere in the text, which is looked through once for it."""
        if pattern not in self.absent and not re.search(pattern.encode(), self.whole):
            self.absent.add(pattern)
        return pattern in self.absent

    def rewritten(self, pointer: str, text: bytes) -> Units:
        """The units of the text in which one is written otherwise."""
        start, end = self.spans[pointer]
        grown = len(text) - (end - start)
        moved = {
            unit: (first + grown, last + grown) if first >= end else (first, last)
            for unit, (first, last) in self.spans.items()
        }
        return Units(
            text=Spliced(self.text, start, end, text),
            spans=moved | {pointer: (start, end + grown)},
            put={**self.put, pointer: text},
            absent={pattern for pattern in self.absent if not re.search(pattern.encode(), text)},
        )

    def together(self) -> Units:
        """The same, to be stored as it is."""
        return Units(text=self.whole, spans=self.spans, absent=self.absent)


def read(text: bytes) -> Any:
    """What a text holds. Raises `Beyond` where there is something to be said of it."""
    try:
        value, findings, _ = json_text.compose(text)
    except (Refusal, UnicodeDecodeError):
        raise Beyond("a unit that can't be read") from None
    if findings:
        raise Beyond(findings[0].message)
    return value


def _units(text: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    for key, start, end in _members(text, 0, len(text)):
        yield from _inside(join("", key), text, (start, end), _TABLES.get(key, 0))


def _inside(pointer: str, text: bytes, extent: tuple[int, int], depth: int) -> Iterator[tuple[str, tuple[int, int]]]:
    if depth == 0:
        yield pointer, extent
    elif text[extent[0]] == _OPENING:
        for key, start, end in _members(text, *extent):
            yield from _inside(join(pointer, key), text, (start, end), depth - 1)


def _members(text: bytes, at: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The members of an object with the extents of their values, which are passed over, not read; raises `Beyond`."""
    try:
        found = _OBJECT.decode(memoryview(text)[at:end])
    except (DecodeError, RecursionError):
        raise Beyond("an object that can't be read") from None
    for key, value in found.items():
        match = _KEY.match(text, at)
        start = match.end() if match else 0
        at = start + len(memoryview(value))
        if match is None or not _is_written(key, match[1]) or not text.startswith(value, start):
            raise Beyond("an object whose members can't be told apart")  # a key may be there twice
        yield key, start, at


def _is_written(key: str, text: bytes) -> bool:
    return bool(text == b'"%b"' % key.encode() if b"\\" not in text else json.loads(text) == key)
