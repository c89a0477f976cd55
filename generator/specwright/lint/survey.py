"""One walk over a document, after which every rule finds its nodes ready, by kind and in the document's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from specwright.ingest.document import Document, Origin, split
from specwright.lint.grammar import EDGES, Edges, Shape
from specwright.lint.node import METHODS, Kind, Node
from specwright.lint.planned import Planned
from specwright.lint.values import Values

__all__ = ["Route", "Survey", "survey"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An operation as a client reaches it: the entry under `paths`, the method, and the operation there.

    Where a path item is a reference, `operation` stands where it was written, and `path` where it is used.
    """

    path: Node
    method: str
    operation: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A document and its nodes by kind. Rules read it; nothing in it changes after the walk."""

    document: Document
    top: Node
    written: Node
    """The tree before it was upgraded: what the author wrote, in the version the author chose."""
    nodes: Mapping[Kind, list[Node]]
    routes: tuple[Route, ...]
    values: Values = field(repr=False)
    planned: Planned = field(repr=False)
    as_written: dict[Kind, list[Node]] = field(default_factory=dict, repr=False)
    """The nodes of `written`, once a rule has asked for them."""
    relics: list[bool] = field(default_factory=list, repr=False)
    """Whether there are relics, once a rule has asked."""
    parameters_of: dict[Node, list[Node]] = field(default_factory=dict, repr=False)
    """The parameters of the operations that a rule has asked for."""

    def of(self, *kinds: Kind) -> Iterator[Node]:
        """All nodes of these kinds, each kind in the document's order."""
        for kind in kinds:
            yield from self.nodes.get(kind, ())

    def follow(self, node: Node) -> Node | None:
        """The node itself or, through its `$ref`s, the one it stands for; `None` where they lead nowhere."""
        return _follow(self.top, node)

    def at(self, pointer: str) -> Node:
        """The node at a JSON Pointer, or the nearest one above."""
        node = self.top
        for step in split(pointer):
            node = node.part(int(step) if isinstance(node.value, list) and step.isdecimal() else step)
        return node

    def followed(self, holder: Node, field: str) -> Iterator[Node]:
        """The items of an array field or the members of an object field, references followed, broken ones left out."""
        found = holder.part(field)
        if isinstance(found.value, list):
            steps: Iterator[str | int] = iter(range(len(found.value)))
        else:
            steps = iter(found.value if isinstance(found.value, dict) else ())
        for step in steps:
            target = self.follow(found.part(step))
            if target is not None and isinstance(target.value, dict):
                yield target

    def origin(self, node: Node) -> Origin:
        """Where a node was written, which is where a repair changes it."""
        return self.document.origin(node.pointer)

    def written_references(self) -> list[Node]:
        """The references as they were written, with what stands beside them."""
        return self.written_nodes(Kind.REFERENCE)

    def written_nodes(self, kind: Kind) -> list[Node]:
        """The nodes of a kind as they were written, in the entry file."""
        if not self.as_written:
            self.as_written.update(_walk(self.written))
        return self.as_written[kind]

    def has_relics(self) -> bool:
        """Whether something as it was written looks like `nullable`, a list of types, or a `$ref` with siblings.

        That is what 3.0 and 3.1 read differently. Looking for it costs less than telling what everything written is.
        """
        if not self.relics:
            self.relics.append(_any_relic(self.written.value))
        return self.relics[0]

    def parameters(self, operation: Node) -> list[Node]:
        """The parameters of an operation, references followed: its own, then those of its path item."""
        if (known := self.parameters_of.get(operation)) is not None:
            return known
        found = list(self.followed(operation, "parameters"))
        item = operation.nearest(Kind.PATH_ITEM, Kind.WEBHOOK)
        if item is not None:
            found += self.followed(item, "parameters")
        self.parameters_of[operation] = found
        return found


def survey(document: Document) -> Survey:
    """Walk a document once."""
    top = Node(Kind.DOCUMENT, document.root, None, "")
    return Survey(
        document=document,
        top=top,
        written=Node(Kind.DOCUMENT, document.source() or document.root, None, ""),
        nodes=_walk(top),
        routes=tuple(_routes(top)),
        values=Values(document.root),
        planned=Planned(document),
    )


def _walk(top: Node) -> dict[Kind, list[Node]]:
    # References are listed as such and never followed, so each node is met once, where it is written.
    nodes: dict[Kind, list[Node]] = {kind: [] for kind in Kind}
    pending = [top]
    while pending:
        node = pending.pop()
        if isinstance(node.value.get("$ref"), str):
            nodes[Kind.REFERENCE].append(node)
            if node.kind not in (Kind.SCHEMA, Kind.PATH_ITEM):
                continue
        nodes[node.kind].append(node)
        if (edges := EDGES.get(node.kind)) is not None:
            pending.extend(reversed(_children(node, edges)))
    return nodes


def _children(node: Node, edges: Edges) -> list[Node]:
    # Lists, not iterators: this runs for each node, and handing on costs more than the work does.
    if "*" in edges:
        return _members(node, node.value, edges["*"][1], extensions=True)
    below: list[Node] = []
    for name, value in node.value.items():
        if (edge := edges.get(name)) is not None:
            shape, kind = edge
            if shape is not Shape.ONE:
                below += _held(node, name, value, shape, kind)
            elif isinstance(value, dict):
                below.append(Node(kind, value, node, name))
    return below


def _held(node: Node, name: str, value: Any, shape: Shape, kind: Kind) -> list[Node]:
    holder = Node(Kind.PART, value, node, name)
    if isinstance(value, dict) and shape is not Shape.LIST:
        return _members(holder, value, kind, extensions=shape is Shape.PATTERNED)
    if isinstance(value, list) and shape is Shape.LIST:
        return [Node(kind, item, holder, index) for index, item in enumerate(value) if isinstance(item, dict)]
    return []


def _members(holder: Node, value: dict[str, Any], kind: Kind, *, extensions: bool) -> list[Node]:
    return [
        Node(kind, member, holder, key)
        for key, member in value.items()
        if isinstance(member, dict) and not (extensions and str(key).startswith("x-"))
    ]


def _any_relic(tree: Any) -> bool:
    pending = [tree]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if "nullable" in value or ("$ref" in value and len(value) > 1) or isinstance(value.get("type"), list):
                return True
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return False


def _routes(top: Node) -> Iterator[Route]:
    paths = top.part("paths")
    for path in top.mapping("paths"):
        if path.startswith("x-"):
            continue
        entry = paths.part(path)
        item = _follow(top, entry)
        if item is None or not isinstance(item.value, dict):
            continue
        item = Node(Kind.PATH_ITEM, item.value, item.parent, item.step)
        yield from _operations(entry, item)


def _operations(path: Node, item: Node) -> Iterator[Route]:
    for holder, methods in (
        (item, [method for method in METHODS if method in item.value]),
        (item.part("additionalOperations"), list(item.mapping("additionalOperations"))),
    ):
        for method in methods:
            if isinstance(value := holder.value[method], dict):
                yield Route(path=path, method=method, operation=Node(Kind.OPERATION, value, holder, method))


def _follow(top: Node, node: Node) -> Node | None:
    seen = set()
    while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
        if reference in seen or not reference.startswith("#"):
            return None
        seen.add(reference)
        found = _resolve(top, unquote(reference[1:]))
        if found is None:
            return None
        node = found
    return node


def _resolve(top: Node, pointer: str) -> Node | None:
    node = top
    for step in split(pointer):
        if isinstance(node.value, list) and step.isdigit() and int(step) < len(node.value):
            node = node.part(int(step))
        elif isinstance(node.value, dict) and step in node.value:
            node = node.part(step)
        else:
            return None
    return node
