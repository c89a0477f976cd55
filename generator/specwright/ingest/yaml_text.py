"""YAML 1.2 text to a tree of JSON types.

Why PyYAML's events and a composer of our own, and not a loader: py-yaml12 drops duplicate keys, second documents and
the precision of large integers in silence, and expands aliases without limit; PyYAML's loaders read YAML 1.1 and take
the last of duplicate keys. libyaml's events (C) show all of that with its place, and do not recurse. Measured on 10 MB:
py-yaml12 0.6 s; events 0.5 s, composed 0.9 s, without one more dependency.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from specwright.diagnostics import Code
from specwright.ingest import codes
from specwright.ingest.copies import Copies, Excess
from specwright.ingest.core_schema import TAGS, resolve
from specwright.ingest.document import Node
from specwright.ingest.finding import DEPTH, Finding, Refusal
from specwright.ingest.yaml_events import MERGE, events, is_merge, restore

__all__ = ["compose"]

_CORE = "tag:yaml.org,2002:"
_LABEL = re.compile(rf"!\w[\w-]*|{_CORE}[a-z]+")
"""Tags that are no more than a word: of an application (`!Sub`), or a type of YAML 1.1 (`!!timestamp`)."""


def compose(text: str) -> tuple[Node, list[Finding]]:
    """The tree of the one document in `text`, and what is worth saying about it; raises `Refusal` if there is none."""
    composer = _Composer(restore(text))
    for event in events(text):
        composer.on[type(event)](event)
    return composer.root, composer.findings()


class _Composer:
    """Builds the tree from events; the open containers are on a stack, so depth costs no recursion."""

    def __init__(self, restore: Callable[[str], str] | None) -> None:
        self.root: Node = None
        self.restore = restore
        self.found: list[Finding] = []
        self.documents = 0
        self.container: Node = None
        self.key: str | None = None
        self.marks: dict[str, Any] = {}
        self.stack: list[tuple[Node, str | None, dict[str, Any]]] = []
        self.anchors: dict[str, Node] = {}
        self.copies = Copies()
        self.other_keys = _Seen()
        self.merges = _Seen()
        self.on: dict[type, Callable[[Any], None]] = {
            yaml.StreamStartEvent: self.ignore,
            yaml.StreamEndEvent: self.ignore,
            yaml.DocumentStartEvent: self.document,
            yaml.DocumentEndEvent: self.ignore,
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.mapping,
            yaml.MappingEndEvent: self.close_mapping,
            yaml.SequenceStartEvent: self.sequence,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
        }

    def ignore(self, event: Any) -> None:
        """Starts and ends that carry nothing."""

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _refusal(codes.DOCUMENTS, "a second YAML document starts here; put it into a file of its own", event)

    def scalar(self, event: Any) -> None:
        text = event.value
        if self.restore is not None:
            text = self.restore(text)
        if type(self.container) is dict and self.key is None:
            self.key = self.name(text, event)
            return
        value = self.value(text, event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        self.add(value)

    def value(self, text: str, event: Any) -> Node:
        if event.implicit[0] and not event.style:
            return self.plain(text, event)
        return text if event.tag is None or event.tag == "!" else self.tagged(text, event)

    def plain(self, text: str, event: Any) -> Node:
        try:
            return resolve(text)
        except ValueError as error:
            self.found.append(_finding(codes.NUMBER, _number(text, error), event))
            return None

    def tagged(self, text: str, event: Any) -> Node:
        """The value of a scalar whose tag is written out (YAML 1.2.2, section 10.1 to 10.3); text, where it does not fit."""
        if event.tag == f"{_CORE}str":
            return text
        value = self.plain(text, event) if event.tag in TAGS else text
        if type(value) not in TAGS.get(event.tag, ()):
            self.untag(event)
            return text
        return float(value) if type(value) is int and event.tag.endswith(":float") else value

    def untag(self, event: Any) -> None:
        """Report a tag that does not count; raises `Refusal` for one that names what a program would make of the node."""
        if not _LABEL.fullmatch(event.tag):
            message = f"the tag `{_short(event.tag)}` asks a program to make something of this; remove it"
            raise _refusal(codes.TAG_UNSAFE, message, event)
        message = f"the tag `{_short(event.tag.replace(_CORE, '!!'))}` means nothing here; it is ignored"
        self.found.append(_finding(codes.TAG_UNKNOWN, message, event))

    def name(self, text: str, event: Any) -> str:
        """The key that a scalar stands for."""
        if event.anchor is not None:
            self.anchors[event.anchor] = text
        if event.tag not in (None, "!", f"{_CORE}str"):
            self.untag(event)
        if is_merge(event):
            self.merges.add(event)
        elif not event.style and _kind(text) is not str:
            self.other_keys.add(event)
        return self.unique(text, event)

    def unique(self, key: str, event: Any) -> str:
        earlier = self.marks.setdefault(key, event)
        if earlier is not event:
            first = (earlier.start_mark.index, earlier.end_mark.index)
            message = f"the key `{_short(key)}` stands here for the second time in one object; the last one counts"
            self.found.append(_finding(codes.DUPLICATE_KEY, message, event, earlier=first))
        return key

    def add(self, value: Node) -> None:
        container = self.container
        if type(container) is dict:
            container[self.key] = value
            self.key = None
        elif container is None:
            self.root = value
        else:
            container.append(value)

    def mapping(self, event: Any) -> None:
        self.open({}, event, f"{_CORE}map")

    def sequence(self, event: Any) -> None:
        self.open([], event, f"{_CORE}seq")

    def open(self, container: Node, event: Any, tag: str) -> None:
        if type(self.container) is dict and self.key is None:
            raise _refusal(codes.KEY_NOT_STRING, "a list or an object can't be a key", event)
        if event.tag not in (None, "!", tag):
            self.untag(event)
        if len(self.stack) >= DEPTH:
            raise _refusal(codes.NESTING, f"this is nested more than {DEPTH} levels deep", event)
        if event.anchor is not None:
            self.anchors[event.anchor] = container
        self.add(container)
        self.stack.append((self.container, self.key, self.marks))
        self.container, self.key, self.marks = container, None, {}

    def close(self, event: Any) -> None:
        self.container, self.key, self.marks = self.stack.pop()

    def close_mapping(self, event: Any) -> None:
        if MERGE in self.marks and is_merge(self.marks[MERGE]):
            self.merge(self.container, self.marks[MERGE])
        self.close(event)

    def merge(self, mapping: dict[str, Node], event: Any) -> None:
        """Replace the merge key by what it brings; the mapping's own keys win, then the earlier of several sources."""
        value = mapping.pop(MERGE)
        for source in value if type(value) is list else [value]:
            if type(source) is not dict:
                raise _refusal(codes.SYNTAX_YAML, "`<<` can only merge objects", event)
            for key, inner in source.items():
                mapping.setdefault(key, inner)

    def alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise _refusal(codes.SYNTAX_YAML, f"there is no anchor `&{event.anchor}` before this alias", event)
        node = self.anchors[event.anchor]
        if type(self.container) is dict and self.key is None:
            if type(node) is not str:
                raise _refusal(codes.KEY_NOT_STRING, "this key is an alias of something that is no string", event)
            self.key = self.unique(node, event)
            return
        if node is self.container or any(node is container for container, _, _ in self.stack if container is not None):
            raise _refusal(codes.ALIAS_RECURSIVE, f"`*{event.anchor}` contains itself", event)
        self.add(self.copy(node, event))

    def copy(self, node: Node, event: Any) -> Node:
        try:
            return self.copies.copy(node, len(self.stack))
        except Excess as excess:
            raise _refusal(excess.code, excess.message, event) from None

    def findings(self) -> list[Finding]:
        if (first := self.other_keys.first) is not None:
            more = f" (and {self.other_keys.count - 1} more)" if self.other_keys.count > 1 else ""
            kind = _TYPES[_kind(first.value)]
            message = f"the key `{first.value}`{more} is {kind}; it is read as the string '{first.value}'"
            self.found.append(_finding(codes.KEY_NUMBER, message, first))
        if (first := self.merges.first) is not None:
            message = f"`<<` merges keys here ({self.merges.count} times in this file), as YAML 1.1 did"
            self.found.append(_finding(codes.MERGE_KEY, message, first))
        return self.found


class _Seen:
    """How often something occurred, and where first: one finding for a whole file."""

    def __init__(self) -> None:
        self.first: Any = None
        self.count = 0

    def add(self, event: Any) -> None:
        self.first = self.first or event
        self.count += 1


_TYPES = {int: "a number", float: "a number", bool: "a boolean", type(None): "null"}


def _number(text: str, error: ValueError) -> str:
    if len(text) > 100:
        return f"this number has {len(text):,} digits, more than any program can be trusted to read; it is read as null"
    return f"`{text}`: {error}; it is read as null"


def _kind(text: str) -> type:
    """The type that an unquoted scalar has."""
    try:
        return type(resolve(text))
    except ValueError:
        return float


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


def _finding(code: Code, message: str, event: Any, earlier: tuple[int, int] | None = None) -> Finding:
    start, end = event.start_mark.index, event.end_mark.index
    return Finding(code=code, message=message, start=start, end=end, earlier=earlier)


def _refusal(code: Code, message: str, event: Any) -> Refusal:
    return Refusal(_finding(code, message, event))
