"""How the text of a file is laid out around a node: its line, its dash, its neighbours, and how scalars are written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from specwright.ingest.document import split
from specwright.ingest.positions import Place
from specwright.ingest.source import Source

__all__ = ["Layout", "Member", "Unfixable"]

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""Anchors and tags, which stand before a YAML node (YAML 1.2.2 section 6.9)."""
_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./-]*|https?://[A-Za-z0-9_./-]+")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""What some YAML reader takes for something other than a string."""
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)")
_BREAK = re.compile(r"\r\n?|\n")


class Unfixable(Exception):
    """The text is laid out in a way that an edit would spoil."""


@dataclass(frozen=True, slots=True)
class Member:
    """A node in its container: where it starts (its key, its dash in block style) and ends, and its own place."""

    start: int
    end: int
    place: Place


class Layout:
    """The layout of one source file."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.is_json = source.is_json
        self.root = source.outline

    @property
    def newline(self) -> str:
        """How lines end in this file: as the first one does."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def chain(self, pointer: str) -> list[Place]:
        """The places from the root down to a pointer; raises `Unfixable` where an alias or a merge is on the way."""
        places = [self.root]
        for step in split(pointer):
            outer = places[-1]
            inner = outer.child(step)
            if inner is None or not (self.is_json or outer.start <= inner.start <= inner.end <= outer.end):
                raise Unfixable
            places.append(inner)
        return places

    def body(self, place: Place) -> int:
        """Where a node starts after its anchor and tag."""
        if self.is_json:
            return place.start
        match = _PROPERTIES.match(self.text, place.start)
        return match.end() if match else place.start

    def is_flow(self, place: Place) -> bool:
        """Whether a container is in brackets."""
        return self.text[self.body(place) : self.body(place) + 1] in ("{", "[")

    def members(self, container: Place) -> list[Member]:
        """The members of a container in the order of the text; those that a merge key brings are left out."""
        flow = self.is_flow(container)
        found = []
        for place in container.inside.values():
            if container.start <= place.start <= place.end <= container.end:
                start = place.key_start if place.key_start >= 0 else place.start if flow else self.dash(place)
                found.append(Member(start, max(place.end, place.key_end), place))
        return sorted(found, key=lambda member: member.start)

    def dash(self, item: Place) -> int:
        """Where the dash before an item of a block sequence is."""
        at = item.start - 1
        while at >= 0 and self.text[at] in " \t\r\n":
            at -= 1
        if at < 0 or self.text[at] != "-":
            raise Unfixable
        return at

    def line_start(self, offset: int) -> int:
        """Where the line of a character starts."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def indent(self, offset: int) -> str:
        """As many spaces as there are characters before `offset` in its line."""
        return " " * (offset - self.line_start(offset))

    def starts_line(self, offset: int) -> bool:
        """Whether only spaces are before a character in its line."""
        return not self.text[self.line_start(offset) : offset].strip()

    def line_end(self, offset: int) -> int:
        """The start of the line after `offset`; only a comment may follow in the line."""
        rest = _REST.match(self.text, self.after_colon(offset))
        if rest is None:
            raise Unfixable
        line_break = _BREAK.match(self.text, rest.end())
        return line_break.end() if line_break else rest.end()

    def after_colon(self, offset: int) -> int:
        """`offset`, or what is behind the colon where a key without a value ends there."""
        return offset + 1 if self.text[offset : offset + 1] == ":" else offset

    def keeps_comments(self, start: int, end: int) -> bool:
        """Whether no comment is lost when the characters between two nodes are."""
        return self.is_json or "#" not in self.text[start:end]

    def scalar(self, value: Any, *, like: str = "") -> str:
        """A value as text of this file, quoted as `like` is where it can be."""
        if not isinstance(value, str) or not value or self.is_json or like.startswith('"'):
            return json.dumps(value, ensure_ascii=False)
        if like.startswith("'") and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        # What is made of the same characters as a plain scalar that stood here is one, too.
        alike = like[:1] == value[:1] and set(value) <= set(like) and (value[0].isalpha() or value[0] == "/")
        if (alike or _PLAIN.fullmatch(value)) and value.lower() not in _WORDS:
            return value
        return json.dumps(value, ensure_ascii=False)
