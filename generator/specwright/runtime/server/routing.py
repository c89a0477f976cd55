"""Finds the operation of a request: a trie over the segments of the path templates (OpenAPI 3.1, Paths Object).

Matching works on the path as it was sent, still percent-encoded, so that `%2F` inside a value never looks like a
separator. Each node of the trie is visited at most once, whatever the request: the cost grows with the length of the
path, not with the number of operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import quote, unquote

__all__ = ["Found", "PathTable", "WrongMethod"]

T = TypeVar("T")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A matched target with the raw value of each placeholder of its template."""

    target: T
    template: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class WrongMethod:
    """The path exists, the method does not; `allowed` are those that do, in the document's order."""

    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf(Generic[T]):
    target: T
    template: str
    names: tuple[str, ...]


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, _Node[T]] = field(default_factory=dict)
    mixed: dict[tuple[str, ...], _Node[T]] = field(default_factory=dict)
    placeholder: _Node[T] | None = None
    leaves: dict[str, _Leaf[T]] = field(default_factory=dict)

    def mixed_child(self, literals: tuple[str, ...]) -> _Node[T]:
        if literals not in self.mixed:
            self.mixed[literals] = _Node()
            # The template with the most literal text says the most about the path.
            self.mixed = dict(sorted(self.mixed.items(), key=lambda item: -sum(map(len, item[0]))))
        return self.mixed[literals]

    def whole_child(self) -> _Node[T]:
        if self.placeholder is None:
            self.placeholder = _Node()
        return self.placeholder


class PathTable(Generic[T]):
    """Maps (method, path) to a target; concrete segments win over templated ones."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, method: str, template: str, target: T) -> bool:
        """Add a target; False when an earlier one already answers the same method and path, and keeps doing so."""
        node, names = self._root, []
        for segment in _segments(template):
            literals, placeholders = _parse(segment)
            names += placeholders
            if not placeholders:
                node = node.literals.setdefault(unquote(literals[0]), _Node())
            elif literals == ("", ""):
                node = node.whole_child()
            else:
                node = node.mixed_child(literals)
        leaf = _Leaf(target, template, tuple(names))
        return node.leaves.setdefault(method, leaf) is leaf

    def find(self, method: str, path: str) -> Found[T] | WrongMethod | None:
        """The target for a request, or which methods the path has, or None when no template matches.

        `path` is percent-encoded. HEAD is answered by GET where the document does not describe it (RFC 9110, 9.3.2).
        """
        allowed: dict[str, None] = {}
        for node, values in _walk(self._root, path.split("/")[1:], ()):
            leaf = node.leaves.get(method) or (node.leaves.get("GET") if method == "HEAD" else None)
            if leaf is None:
                allowed.update((name, None) for name, other in node.leaves.items() if _agree(other.names, values))
            elif _agree(leaf.names, values):
                return Found(leaf.target, leaf.template, dict(zip(leaf.names, values, strict=True)))
        return WrongMethod(_with_head(allowed)) if allowed else None


def _segments(template: str) -> list[str]:
    """A key under `paths` may carry a query or a fragment to tell operations apart; neither is part of the path."""
    return re.split(r"[?#](?![^{]*\})", template, maxsplit=1)[0].split("/")[1:]


def _parse(segment: str) -> tuple[tuple[str, ...], list[str]]:
    parts = _PLACEHOLDER.split(segment)
    return tuple(parts[::2]), parts[1::2]


def _walk(node: _Node[T], segments: list[str], values: tuple[str, ...]) -> Iterator[tuple[_Node[T], tuple[str, ...]]]:
    if not segments:
        if node.leaves:
            yield node, values
        return
    segment, rest = segments[0], segments[1:]
    for child, found in _children(node, segment):
        yield from _walk(child, rest, values + found)


def _children(node: _Node[T], segment: str) -> Iterable[tuple[_Node[T], tuple[str, ...]]]:
    literal = node.literals.get(unquote(segment) if "%" in segment else segment)
    if literal is not None:
        yield literal, ()
    for literals, child in node.mixed.items():
        found = _split(literals, segment) or _split_encoded(literals, segment)
        if found:
            yield child, found
    if segment and node.placeholder is not None:
        yield node.placeholder, (segment,)


def _split(literals: tuple[str, ...], segment: str) -> tuple[str, ...] | None:
    """The values between the literals, none of them empty, in time linear in the segment."""
    first, *middle, last = literals
    end = len(segment) - len(last)
    if not segment.startswith(first) or not segment.endswith(last):
        return None
    start, values = len(first), []
    for literal in middle:
        at = segment.find(literal, start + 1, end)
        if at < 0:
            return None
        values.append(segment[start:at])
        start = at + len(literal)
    return (*values, segment[start:end]) if start < end else None


def _split_encoded(literals: tuple[str, ...], segment: str) -> tuple[str, ...] | None:
    """The same where the sender percent-encoded characters of the literals too, `%27` for `'`."""
    if "%" not in segment:
        return None
    plain = tuple(unquote(literal).encode().decode("latin-1") for literal in literals)
    values = _split(plain, unquote(segment, encoding="latin-1"))
    return values and tuple(quote(value, safe="", encoding="latin-1") for value in values)


def _agree(names: tuple[str, ...], values: tuple[str, ...]) -> bool:
    """A name that occurs twice in a template has one value, or the path does not match."""
    return len(set(zip(names, values, strict=True))) == len(set(names))


def _with_head(methods: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(methods)
    return (*listed, "HEAD") if "GET" in listed and "HEAD" not in listed else listed
