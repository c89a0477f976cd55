"""Where the nodes of a long YAML text are, without parsing all of it a second time.

The members of a block mapping begin on lines of their own that are all indented alike (YAML 1.2.2, section 8.2.2), so
those of a long one are found by their lines, and only the one that is asked for is parsed. Where lines may mean something
else, or a part does not parse by itself, the text as a whole has the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, reduce
from typing import NamedTuple

from specwright.ingest import yaml_events, yaml_places
from specwright.ingest.finding import Refusal
from specwright.ingest.positions import Place

__all__ = ["places"]

_MEMBER = re.compile(
    r"""(?P<key>
    "[^"\\\n]*" | '[^'\n]*' | [^\s"'#&*!|>%@`{}\[\],?:<-](?:[^:\n#]|:(?=\S)|(?<=\S)\#)*?
)[ \t]*:(?=\s|\Z) | \# | -(?=\s) | ---(?=\s) | (?P<odd>\S)""",
    re.VERBOSE | re.ASCII,
)
"""A line behind the indentation of a mapping: a member, a comment, an item of the array that is the last member's value, the
start of the document, or something that only a parser understands."""

_BELOW = re.compile(r"[ \t]*:[ \t\r]*(?:#[^\n]*)?(?:\n[ \t\r]*(?:#[^\n]*)?)*\n(?P<indent> +)(?=[^\s#])", re.ASCII)
"""From a key to a value that begins on a line of its own, across comments and empty lines."""


class _Unsure(Exception):
    """Lines alone do not tell what is where."""


class _Member(NamedTuple):
    """Where a key is, and the lines from there to the next one, in characters."""

    key_start: int
    key_end: int
    start: int
    end: int


def places(text: str, *, long: int = 1 << 16) -> Place:
    """The places of a YAML text; those in parts of more than `long` characters are found when they are asked for."""
    if len(text) > long and not any(mark in text for mark in yaml_events.SEPARATORS) and _ends_lines(text):
        whole = _Text(text, long)
        try:
            return _Section(whole, (), whole.members(0, 0, len(text)))
        except _Unsure:
            pass
    return yaml_places.places(text)


class _Text:
    """A text, with a line break before it, so that each line follows one; offsets do not count it."""

    def __init__(self, text: str, long: int) -> None:
        self._lines = f"\n{text}"
        self._long = long

    @cached_property
    def _root(self) -> Place | None:
        return yaml_places.places(self._lines[1:])

    def place(self, steps: Iterable[str]) -> Place | None:
        """A place that is found by parsing all of the text."""
        return reduce(lambda place, step: place and place.child(step), steps, self._root)

    def members(self, indent: int, start: int, end: int) -> dict[str, _Member]:
        """The members of the block mapping that the lines between two offsets hold; raises `_Unsure`."""
        found = list(self._keys(indent, start, end))
        if not found:
            raise _Unsure
        starts = [match.start() - indent - 1 for match in found]
        members = {
            _unquoted(match["key"]): _Member(match.start("key") - 1, match.end("key") - 1, start, end)
            for match, start, end in zip(found, starts, [*starts[1:], end], strict=True)
        }
        if len(members) < len(found):
            raise _Unsure
        return members

    def _keys(self, indent: int, start: int, end: int) -> Iterator[re.Match[str]]:
        is_mapping = False
        for line in re.compile(rf"\n {{{indent}}}(?=\S)", re.ASCII).finditer(self._lines, start, end + 1):
            match = _MEMBER.match(self._lines, line.end(), end + 1)
            if match is None or match["odd"] or (match[0] == "-" and not is_mapping):
                raise _Unsure
            if match["key"]:
                is_mapping = True
                yield match

    def below(self, member: _Member) -> dict[str, _Member]:
        """The members of a member's long value; raises `_Unsure` where that is none, or no block mapping."""
        value = _BELOW.match(self._lines, member.key_end + 1, member.end)
        if value is None or member.end - member.start <= self._long:
            raise _Unsure
        return self.members(len(value["indent"]), value.start("indent") - 1, member.end)

    def parsed(self, key: str, member: _Member) -> Place:
        """The place of a member, from its lines alone; raises `_Unsure`."""
        try:
            part = yaml_places.part(self._lines[member.start + 1 : member.end + 1], member.start)
        except Refusal:
            raise _Unsure from None
        if part is None or part.inside.keys() != {key}:
            raise _Unsure
        return part.inside[key]


class _Section:
    """A long block mapping."""

    def __init__(
        self, text: _Text, steps: tuple[str, ...], members: Mapping[str, _Member], key: tuple[int, int] = (-1, -1)
    ) -> None:
        self._text, self._steps, self._members = text, steps, members
        self._found: dict[str, Place | None] = {}
        self._is_unsure = False
        self.key_start, self.key_end = key
        self.start = next(iter(members.values())).key_start

    @property
    def end(self) -> int:
        """Where the last member ends."""
        last = self.child(next(reversed(list(self._members)))) or self._text.place(self._steps)
        return last.end if last else self.start

    @property
    def inside(self) -> Mapping[str, Place]:
        """The places of all members."""
        found = {step: place for step in self._members if (place := self.child(step)) is not None}
        whole = self._text.place(self._steps) if self._is_unsure else None  # not all of these may be members
        return whole.inside if whole else found

    def child(self, step: str) -> Place | None:
        """The place of one member."""
        if step not in self._found:
            self._found[step] = self._place(step, self._members[step]) if step in self._members else None
        return self._found[step]

    def _place(self, step: str, member: _Member) -> Place | None:
        steps = (*self._steps, step)
        try:
            return _Section(self._text, steps, self._text.below(member), member[:2])
        except _Unsure:
            pass
        try:
            return self._text.parsed(step, member)
        except _Unsure:
            self._is_unsure = True
            return self._text.place(steps)


def _ends_lines(text: str) -> bool:
    """Whether each carriage return is at the end of a line."""
    return "\r" not in text or text.count("\r") == text.count("\r\n")


def _unquoted(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
