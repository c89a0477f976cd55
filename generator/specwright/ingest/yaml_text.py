"""YAML 1.2 text to a tree of JSON types.

Why PyYAML's events and a composer of our own, and not a loader: py-yaml12 drops duplicate keys, second documents and
the precision of large integers in silence, and expands aliases without limit; PyYAML's loaders read YAML 1.1 and take
the last of duplicate keys. libyaml's events (C) show all of that with its place, and do not recurse. Measured on 10 MB:
py-yaml12 0.3 s; events 0.4 s, composed 0.55 s, without one more dependency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from specwright.diagnostics import Code
from specwright.ingest import codes
from specwright.ingest.copies import Copies, Excess
from specwright.ingest.core_schema import STARTS, TAGS, resolve
from specwright.ingest.document import Node
from specwright.ingest.finding import DEPTH, Finding, Refusal
from specwright.ingest.yaml_events import MERGE, events, is_merge

__all__ = ["compose"]

_CORE = "tag:yaml.org,2002:"
_LABEL = re.compile(rf"!\w[\w-]*|{_CORE}[a-z]+")
"""Tags that are no more than a word: of an application (`!Sub`), or a type of YAML 1.1 (`!!timestamp`)."""


def compose(content: bytes) -> tuple[Node, list[Finding]]:
    """The tree of the one document in a text in UTF-8, and what is worth saying about it; raises `Refusal` without one."""
    try:
        return _Composer(content).composed()
    except _Twice:
        return _Composer(content, marks=[{}]).composed()


class _Twice(Exception):
    """A key stands in an object for the second time, and it was not kept where it did for the first time."""


class _Composer:
    """Builds the tree from events; the open containers are on a stack, so depth costs no recursion.

    Where the keys of open objects stand is only kept with `marks`, as that takes longer than all the rest (0.16 s of 10 MB).
    """

    def __init__(self, content: bytes, marks: list[dict[str, Any]] | None = None) -> None:
        self.content = content
        self.marks = marks
        self.found: list[Finding] = []
        self.documents = 0
        self.stack: list[Node] = []
        self.anchors: dict[str, Node] = {}
        self.usual: dict[str, str] = {}
        """Keys about which there is nothing to say."""
        self.merging: dict[int, Any] = {}
        """The merge keys of open objects, by how deep these are."""
        self.copies = Copies()
        self.other_keys = _Seen()
        self.merges = _Seen()

    def composed(self) -> tuple[Node, list[Finding]]:
        with events(self.content) as found:
            return self.tree(found), self.findings()

    def tree(self, found: Iterator[Any]) -> Node:
        """What the events make. There are half a million in 10 MB, so what most of them need is done in this loop (0.12 s
        instead of 0.3 with methods), and only what is odd about one elsewhere."""
        root: Node = None
        container: Node = None
        key: str | None = None
        is_mapping = False
        usual, stack, marks, merging = self.usual, self.stack, self.marks, self.merging
        for event in found:
            kind = type(event)
            if kind is ScalarEvent:
                text = event.value
                if is_mapping and key is None:
                    if text in usual and event.tag is None and event.anchor is None and text not in container:
                        key = usual[text]  # one string for all of them
                    else:
                        key = self.name(text, event, container)
                    continue
                value = text
                if event.tag is not None or event.anchor is not None or (not event.style and text[:1] in STARTS):
                    value = self.value(text, event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if is_mapping and key is None:
                    raise _refusal(codes.KEY_NOT_STRING, "a list or an object can't be a key", event)
                value = {} if kind is MappingStartEvent else []
                if event.tag is not None or event.anchor is not None or marks is not None or len(stack) >= DEPTH:
                    self.open(value, event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if marks is not None or merging:
                    self.close(container)
                container = stack.pop()
                is_mapping = type(container) is dict
                continue
            elif kind is AliasEvent:
                if is_mapping and key is None:
                    key = self.alias_of_key(event, container)
                    continue
                value = self.alias(event, container)
            else:
                self.document(event)
                continue
            if is_mapping:
                container[key] = value
                key = None
            elif container is None:
                root = value
            else:
                container.append(value)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(container)
                container, is_mapping = value, kind is MappingStartEvent
        return root

    def document(self, event: Any) -> None:
        """The start of a document, or an event that carries nothing."""
        self.documents += type(event) is yaml.DocumentStartEvent
        if self.documents > 1:
            raise _refusal(codes.DOCUMENTS, "a second YAML document starts here; put it into a file of its own", event)

    def value(self, text: str, event: Any) -> Node:
        """The value of a scalar with a tag or an anchor, or that may be no string."""
        if event.implicit[0] and not event.style:
            value = self.plain(text, event)
        else:
            value = text if event.tag is None or event.tag == "!" else self.tagged(text, event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

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

    def name(self, text: str, event: Any, container: Node) -> str:
        """The key that a scalar stands for."""
        if event.anchor is not None:
            self.anchors[event.anchor] = text
        if event.tag not in (None, "!", f"{_CORE}str"):
            self.untag(event)
        if is_merge(event):
            self.merges.add(event)
            if MERGE not in container:
                self.merging[len(self.stack)] = event
        elif _kind(text) is not str:
            if not event.style:
                self.other_keys.add(event)
        elif text != MERGE and self.marks is None:
            self.usual[text] = text
        return self.unique(text, event, container)

    def unique(self, key: str, event: Any, container: Node) -> str:
        if self.marks is None:
            if key in container:
                raise _Twice
            return key
        earlier = self.marks[-1].setdefault(key, event)
        if earlier is not event:
            first = (earlier.start_mark.index, earlier.end_mark.index)
            message = f"the key `{_short(key)}` stands here for the second time in one object; the last one counts"
            self.found.append(_finding(codes.DUPLICATE_KEY, message, event, earlier=first))
        return key

    def open(self, container: Node, event: Any) -> None:
        """A container with a tag or an anchor, or that may be too deep."""
        if event.tag not in (None, "!", f"{_CORE}{'map' if type(container) is dict else 'seq'}"):
            self.untag(event)
        if len(self.stack) >= DEPTH:
            raise _refusal(codes.NESTING, f"this is nested more than {DEPTH} levels deep", event)
        if event.anchor is not None:
            self.anchors[event.anchor] = container
        if self.marks is not None:
            self.marks.append({})

    def close(self, container: Node) -> None:
        """The end of a container in which there may be a merge key."""
        if self.marks is not None:
            self.marks.pop()
        if (event := self.merging.pop(len(self.stack), None)) is not None:
            self.merge(container, event)

    def merge(self, mapping: dict[str, Node], event: Any) -> None:
        """Replace the merge key by what it brings; the mapping's own keys win, then the earlier of several sources."""
        value = mapping.pop(MERGE)
        for source in value if type(value) is list else [value]:
            if type(source) is not dict:
                raise _refusal(codes.SYNTAX_YAML, "`<<` can only merge objects", event)
            for key, inner in source.items():
                mapping.setdefault(key, inner)

    def alias(self, event: Any, container: Node) -> Node:
        node = self.anchored(event)
        if node is container or any(node is outer for outer in self.stack if outer is not None):
            raise _refusal(codes.ALIAS_RECURSIVE, f"`*{event.anchor}` contains itself", event)
        return self.copy(node, event)

    def alias_of_key(self, event: Any, container: Node) -> str:
        node = self.anchored(event)
        if type(node) is not str:
            raise _refusal(codes.KEY_NOT_STRING, "this key is an alias of something that is no string", event)
        return self.unique(node, event, container)

    def anchored(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            raise _refusal(codes.SYNTAX_YAML, f"there is no anchor `&{event.anchor}` before this alias", event)
        return self.anchors[event.anchor]

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
