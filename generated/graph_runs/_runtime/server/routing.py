"""Finds the operation of a request: a trie over the segments of the path templates (OpenAPI 3.1, Paths Object).

Matching works on the path as it was sent, still percent-encoded, so that `%2F` inside a value never looks like a
separator. Each node of the trie is visited at most once, whatever the request: the cost grows with the length of the
path, not with the number of operations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote, unquote_to_bytes

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


@dataclass(frozen=True, slots=True)
class _Mixed(Generic[T]):
    """A segment with placeholders and literal text, `{a}:{b}`; `plain` is the text with nothing percent-encoded."""

    literals: tuple[str, ...]
    plain: tuple[str, ...]
    node: _Node[T]


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, _Node[T]] = field(default_factory=dict[str, Any])
    mixed: dict[str, list[_Mixed[T]]] = field(default_factory=dict[str, Any])
    longest: int = 0
    placeholder: _Node[T] | None = None
    leaves: dict[str, list[_Leaf[T]]] = field(default_factory=dict[str, Any])

    def literal_child(self, text: str) -> _Node[T]:
        if text not in self.literals:
            self.literals[text] = _Node()
        return self.literals[text]

    def mixed_child(self, literals: tuple[str, ...]) -> _Node[T]:
        plain = tuple(_octets(literal) for literal in literals)
        group = self.mixed.setdefault(plain[0], [])
        for child in group:
            if child.plain == plain:
                return child.node
        mixed: _Mixed[T] = _Mixed(literals, plain, _Node())
        group.append(mixed)
        # The template with the most literal text says the most about the path.
        group.sort(key=lambda child: -sum(map(len, child.plain)))
        self.longest = max(self.longest, len(plain[0]))
        return mixed.node

    def whole_child(self) -> _Node[T]:
        if self.placeholder is None:
            self.placeholder = _Node()
        return self.placeholder

    def beginning(self, octets: str) -> Iterator[_Mixed[T]]:
        """The mixed segments that begin as this one does, the longest beginning first, found without trying them all."""
        for length in range(min(self.longest, len(octets)), -1, -1):
            yield from self.mixed.get(octets[:length], ())


class PathTable(Generic[T]):
    """Maps (method, path) to a target; concrete segments win over templated ones."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, method: str, template: str, target: T) -> tuple[T, ...]:
        """Add a target; returns the earlier ones for the same method and path, which `find` has to choose from."""
        node = self._root
        names: list[str] = []
        for segment in _segments(template):
            literals, placeholders = _parse(segment)
            names += placeholders
            if not placeholders:
                node = node.literal_child(unquote(literals[0]))
            elif literals == ("", ""):
                node = node.whole_child()
            else:
                node = node.mixed_child(literals)
        leaves = node.leaves.setdefault(method, [])
        leaves.append(_Leaf(target, template, tuple(names)))
        return tuple(leaf.target for leaf in leaves[:-1])

    def find(
        self, method: str, path: str, rank: Callable[[T], int]
    ) -> Found[T] | WrongMethod | None:
        """The target for a request, or which methods the path has, or None when no template matches.

        `path` is percent-encoded. `rank` chooses among targets for the same method and path; the first of equals wins.
        HEAD is answered by GET where the document does not describe it (RFC 9110, 9.3.2).
        """
        allowed: dict[str, None] = {}
        for node, values in _walk(self._root, path.split("/")[1:], ()):
            agreeing = {
                name: found
                for name, leaves in node.leaves.items()
                if (found := _agreeing(leaves, values))
            }
            leaves = agreeing.get(method) or (
                agreeing.get("GET") if method == "HEAD" else None
            )
            if leaves:
                leaf = (
                    leaves[0]
                    if len(leaves) == 1
                    else max(leaves, key=lambda each: rank(each.target))
                )
                return Found(
                    leaf.target,
                    leaf.template,
                    dict(zip(leaf.names, values, strict=True)),
                )
            allowed.update(dict.fromkeys(agreeing))
        return WrongMethod(_with_head(allowed)) if allowed else None


def _segments(template: str) -> list[str]:
    """A key under `paths` may carry a query or a fragment to tell operations apart; neither is part of the path."""
    return re.split(r"[?#](?![^{]*\})", template, maxsplit=1)[0].split("/")[1:]


def _parse(segment: str) -> tuple[tuple[str, ...], list[str]]:
    parts = _PLACEHOLDER.split(segment)
    return tuple(parts[::2]), parts[1::2]


def _walk(
    node: _Node[T], segments: list[str], values: tuple[str, ...]
) -> Iterator[tuple[_Node[T], tuple[str, ...]]]:
    if not segments:
        if node.leaves:
            yield node, values
        return
    segment, rest = segments[0], segments[1:]
    for child, found in _children(node, segment):
        yield from _walk(child, rest, values + found)


def _children(
    node: _Node[T], segment: str
) -> Iterator[tuple[_Node[T], tuple[str, ...]]]:
    literal = node.literals.get(unquote(segment) if "%" in segment else segment)
    if literal is not None:
        yield literal, ()
    if node.mixed:
        octets = _octets(segment)
        for child in node.beginning(octets):
            found = _split(child.literals, segment) or _encoded(
                _split(child.plain, octets)
            )
            if found:
                yield child.node, found
    if segment and node.placeholder is not None:
        yield node.placeholder, (segment,)


def _octets(text: str) -> str:
    """Text with nothing percent-encoded, one character per octet: whoever encodes more than needed means the same."""
    return unquote_to_bytes(text).decode("latin-1")


def _split(literals: tuple[str, ...], segment: str) -> tuple[str, ...] | None:
    """The values between the literals, none of them empty, in time linear in the segment."""
    first, *middle, last = literals
    end = len(segment) - len(last)
    if not segment.startswith(first) or not segment.endswith(last):
        return None
    start = len(first)
    values: list[str] = []
    for literal in middle:
        at = segment.find(literal, start + 1, end)
        if at < 0:
            return None
        values.append(segment[start:at])
        start = at + len(literal)
    return (*values, segment[start:end]) if start < end else None


def _encoded(values: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return values and tuple(
        quote(value, safe="", encoding="latin-1") for value in values
    )


def _agreeing(leaves: list[_Leaf[T]], values: tuple[str, ...]) -> list[_Leaf[T]]:
    """A name that occurs twice in a template has one value, or the path does not match."""
    return [
        leaf
        for leaf in leaves
        if len(set(zip(leaf.names, values, strict=True))) == len(set(leaf.names))
    ]


def _with_head(methods: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(methods)
    return (*listed, "HEAD") if "GET" in listed and "HEAD" not in listed else listed
