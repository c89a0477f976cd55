"""Reading a raw tree that may be malformed anywhere: wrong shapes read as empty, `$ref`s are followed, cycles end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.msgpack import Encoder

from specwright.ingest.document import Document, Node, join

__all__ = ["MARKS", "Tree", "constrains", "length", "listed", "mapping", "number", "saying", "text"]

_NOTHING: Mapping[str, Any] = {}
_LONGEST = 2**63 - 1
_ENCODED = Encoder().encode


def mapping(node: Node) -> Mapping[str, Any]:
    """`node` if it is an object, otherwise an empty one."""
    return node if isinstance(node, dict) else _NOTHING


def listed(node: Node) -> list[Any]:
    """`node` if it is an array, otherwise an empty one."""
    return node if isinstance(node, list) else []


def text(node: Node) -> str:
    """`node` if it is a string, otherwise an empty one."""
    return node if isinstance(node, str) else ""


def length(node: Node) -> int | None:
    """`node` if it is a non-negative whole number; at most what a length in memory can be."""
    if isinstance(node, float) and node.is_integer():
        node = int(node)
    return min(node, _LONGEST) if isinstance(node, int) and not isinstance(node, bool) and node >= 0 else None


def number(node: Node) -> int | float | None:
    """`node` if it is a finite number."""
    if isinstance(node, bool) or not isinstance(node, int | float):
        return None
    return node if abs(node) <= 1.7e308 else None


MARKS = frozenset({
    "$anchor", "$comment", "$defs", "$id", "$schema", "default", "definitions", "deprecated", "description", "discriminator",
    "example", "examples", "externalDocs", "nullable", "readOnly", "summary", "title", "writeOnly", "xml",
})  # fmt: skip
"""Keywords that tell about a schema, or how it is used, but not which values it takes."""


def saying(node: Node) -> bytes | None:
    """All that a node says, for nodes that say the same to be known by; None for what can't be told so. Unlike JSON,
    MessagePack tells infinities, which YAML has, from null."""
    try:
        return _ENCODED(node)
    except (OverflowError, UnicodeEncodeError):  # documents may hold integers beyond 64 bits, and halves of surrogates
        return None


def constrains(node: Node) -> bool:
    """Whether a schema says anything of the values that it takes."""
    if isinstance(node, dict):
        for key in node:  # no `any`: it is asked of each property, and the first keyword answers nearly always
            if key not in MARKS and not key.startswith("x-"):
                return True
    return False


class Tree:
    """A document's nodes by JSON Pointer, with `$ref`s followed and looked-up nodes remembered."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._found: dict[str, Node] = {}

    def at(self, pointer: str) -> Node:
        """The node at `pointer`, or None."""
        if pointer not in self._found:
            try:
                self._found[pointer] = self.document.at(pointer)
            except (KeyError, TypeError):
                self._found[pointer] = None
        return self._found[pointer]

    def written(self, pointer: str) -> str:
        """Where the document has the node at `pointer`: as written there, or as bundled where that was in another file."""
        origin = self.document.origin(pointer)
        return origin.pointer if origin.file == self.document.file else pointer

    def stand_in(self, pointer: str, node: Node) -> None:
        """Let `pointer`, where nothing is written, show `node`: a schema put together from others is named after it."""
        self._found[pointer] = node

    def target(self, node: Node) -> str | None:
        """The pointer that a `$ref` names when there is something at it."""
        ref = mapping(node).get("$ref")
        if not isinstance(ref, str) or not ref.startswith("#"):
            return None
        pointer = _decoded(ref[1:])
        return pointer if self.at(pointer) is not None else None

    def follow(self, node: Node, pointer: str) -> tuple[Mapping[str, Any], str]:
        """The node behind a chain of `$ref`s, and its pointer; an empty node where the chain breaks or never ends."""
        if isinstance(node, dict) and "$ref" not in node:
            return node, pointer
        seen: set[str] = set()
        while "$ref" in mapping(node):
            target = self.target(node)
            if target is None or target in seen:
                return _NOTHING, pointer
            seen.add(target)
            node, pointer = self.at(target), target
        return mapping(node), pointer

    def entries(self, node: Node, pointer: str) -> Iterator[tuple[str, Mapping[str, Any], str]]:
        """Key, followed node and its pointer of each entry of an object."""
        for key, entry in mapping(node).items():
            yield key, *self.follow(entry, join(pointer, key))


def _decoded(fragment: str) -> str:
    """A URI fragment's pointer (RFC 6901 section 6): percent-decoded where there is anything to decode."""
    if "%" not in fragment:
        return fragment
    from urllib.parse import unquote

    return unquote(fragment)
