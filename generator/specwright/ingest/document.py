"""The document: a raw tree in the OpenAPI 3.1/3.2 shape, with every node's place in the files findable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.json import encode

from specwright.diagnostics import Span

if TYPE_CHECKING:
    from specwright.ingest.source import Source

__all__ = ["Document", "Node", "Origin", "encoded", "escape", "join", "origin", "split"]

Node = Any
"""A raw node: dict (string keys), list, str, int, float, bool or None. Nothing in a tree is shared or cyclic by identity
on purpose of ours: walk it through pointers and `$ref`s."""


class Origin(Struct, frozen=True, kw_only=True):
    """Where a node was written: a file as the user knows it, and the JSON Pointer (RFC 6901) in that file."""

    file: str
    pointer: str


class Document(Struct, frozen=True, kw_only=True, dict=True):
    """One OpenAPI document, bundled and upgraded: every `$ref` that can be followed is local (`#/...`).

    `file` is the name the user gave; `root` the upgraded tree; `declared_version` what the document says of itself.
    `locate` finds the place of an `Origin`; `moved` maps pointers of `root` that the upgrade or the bundling created
    (and all below them) to where they were written. Pointers that are not below a moved one are their own origin.
    """

    file: str
    root: dict[str, Node]
    declared_version: str
    locate: Callable[[Origin, bool], Span]
    moved: Mapping[str, Origin] = field(default_factory=dict)
    source: Callable[[], Node] = field(default=dict)
    """A new tree of the entry file as it was written: neither bundled nor upgraded."""
    declared: Callable[[], Document | None] = field(default=lambda: None)
    """The same document, read again and bundled, in the version that it declares."""
    opened: Callable[[str], Source | None] = field(default=lambda _file: None)
    """The file that diagnostics call by a name, if it was read."""
    inputs: Callable[[], tuple[Path, ...]] = field(default=tuple)
    """The files that were read, and those that were looked for in vain, in the order in which they were."""

    @cached_property
    def encoded(self) -> bytes:
        """`root` as JSON, which nothing may change from then on."""
        return encoded(self.root)

    def mentions(self, word: str) -> bool:
        """Whether a word of letters and hyphens may be in a key or string of `root`: it is in what that is as JSON."""
        return word.encode() in self.encoded

    def at(self, pointer: str) -> Node:
        """The node at a JSON Pointer of `root`; raises `KeyError` when there is none."""
        node: Node = self.root
        for step in split(pointer):
            if isinstance(node, dict):
                node = node[step]
            elif isinstance(node, list) and step.isdigit() and int(step) < len(node):
                node = node[int(step)]
            else:
                raise KeyError(pointer)
        return node

    def origin(self, pointer: str) -> Origin:
        """Where the node at `pointer` was written."""
        return origin(self.file, self.moved, pointer)

    def span(self, pointer: str, *, key: bool = False) -> Span:
        """The place of the value at `pointer`, or of its key; the nearest ancestor's where the node is not written."""
        return self.locate(self.origin(pointer), key)


def encoded(node: Node) -> bytes:
    """A node as JSON (RFC 8259) without spaces."""
    try:
        return encode(node)
    except UnicodeEncodeError:  # halves of surrogates
        return json.dumps(node, separators=(",", ":")).encode()


def origin(file: str, moved: Mapping[str, Origin], pointer: str) -> Origin:
    """Where the node at `pointer` of a tree was written, by what is `moved` in it; `file` if neither it nor above is."""
    end = len(pointer) if moved else 0
    while end > 0:
        if (found := moved.get(pointer[:end])) is not None:
            return Origin(file=found.file, pointer=found.pointer + pointer[end:])
        end = pointer.rfind("/", 0, end)
    return Origin(file=file, pointer=pointer)


def escape(step: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901 section 3)."""
    return step.replace("~", "~0").replace("/", "~1") if "~" in step or "/" in step else step


def split(pointer: str) -> list[str]:
    """The unescaped reference tokens of a JSON Pointer."""
    steps = pointer.split("/")[1:]
    return [step.replace("~1", "/").replace("~0", "~") if "~" in step else step for step in steps]


def join(pointer: str, *steps: str | int) -> str:
    """`pointer` extended by unescaped steps."""
    for step in steps:
        pointer = f"{pointer}/{escape(step) if isinstance(step, str) else step}"
    return pointer
