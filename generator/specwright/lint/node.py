"""Nodes of a document as rules see them: a raw value, what it is, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from specwright.ingest.document import escape

__all__ = ["METHODS", "Kind", "Node"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""Fixed operation fields of a Path Item (OpenAPI 3.2 section 4.9)."""


class Kind(Enum):
    """What a node is: the objects of the OpenAPI Specification, under its own names."""

    DOCUMENT = auto()
    INFO = auto()
    CONTACT = auto()
    LICENSE = auto()
    SERVER = auto()
    TAG = auto()
    PATH_ITEM = auto()
    WEBHOOK = auto()
    OPERATION = auto()
    """An operation of the API itself, under `paths` or in a reusable path item."""
    WEBHOOK_OPERATION = auto()
    """An operation that the API calls: in a webhook or a callback."""
    PARAMETER = auto()
    REQUEST_BODY = auto()
    RESPONSE = auto()
    MEDIA_TYPE = auto()
    ENCODING = auto()
    HEADER = auto()
    EXAMPLE = auto()
    LINK = auto()
    CALLBACK = auto()
    SCHEMA = auto()
    SECURITY_SCHEME = auto()
    COMPONENTS = auto()
    REFERENCE = auto()
    PART = auto()
    """Anything below one of the above: a field, an item, a key."""

    __hash__ = object.__hash__  # that of Enum is a function in Python, and a walk asks it twice for each node


@dataclass(slots=True, eq=False)
class Node:
    """One node; its pointer is put together only when somebody asks, which is when a finding is reported.

    `step` is the key or index under `parent`; a node without a parent stands at the JSON Pointer `step`.
    """

    kind: Kind
    value: Any
    parent: Node | None
    step: str | int

    @property
    def pointer(self) -> str:
        """The JSON Pointer (RFC 6901) of the node."""
        steps = []
        node = self
        while node.parent is not None:
            steps.append(escape(str(node.step)))
            node = node.parent
        return "/".join([str(node.step), *reversed(steps)])

    @property
    def above(self) -> Node:
        """The node that holds this one; raises `ValueError` at the top."""
        if self.parent is None:
            raise ValueError("the top of a document is held by nothing")
        return self.parent

    def part(self, *steps: str | int) -> Node:
        """The place below this node, whether or not anything is written there."""
        node = self
        for step in steps:
            node = Node(Kind.PART, _step_into(node.value, step), node, step)
        return node

    def field(self, name: str) -> Node:
        """A field where it is written, otherwise this node: where to say that something is missing or empty."""
        return self.part(name) if isinstance(self.value, dict) and name in self.value else self

    def mapping(self, field: str) -> dict[str, Any]:
        """The object under `field`, or an empty one where there is none."""
        found = self.value.get(field) if isinstance(self.value, dict) else None
        return found if isinstance(found, dict) else {}

    def items(self, field: str) -> list[Any]:
        """The array under `field`, or an empty one where there is none."""
        found = self.value.get(field) if isinstance(self.value, dict) else None
        return found if isinstance(found, list) else []

    def text(self, field: str) -> str | None:
        """The string under `field`, if it is one."""
        found = self.value.get(field) if isinstance(self.value, dict) else None
        return found if isinstance(found, str) else None

    def texts(self, field: str) -> list[str]:
        """The strings among the members of the object under `field`."""
        return [member for member in self.mapping(field).values() if isinstance(member, str)]

    def ancestors(self) -> Iterator[Node]:
        """The nodes above this one, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def nearest(self, *kinds: Kind) -> Node | None:
        """The nearest node above this one that is of one of these kinds."""
        return next((node for node in self.ancestors() if node.kind in kinds), None)


def _step_into(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
