"""Copies of parts of a tree, counted: aliases and references into other files multiply, so what they add is limited."""

from __future__ import annotations

from collections.abc import Callable

from specwright.diagnostics import Code
from specwright.ingest import codes
from specwright.ingest.document import Node
from specwright.ingest.finding import DEPTH, NODES

__all__ = ["Copies", "Excess"]

_Todo = list[tuple[Node, Callable[[Node], None], int]]


class Excess(Exception):
    """A copy that would be too large or too deep; never leaves the stage."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Copies:
    """Makes copies until `NODES` nodes are used up."""

    def __init__(self) -> None:
        self.left = NODES

    def copy(self, node: Node, depth: int) -> Node:
        """A copy of `node` that is to stand `depth` levels deep; raises `Excess`."""
        holder: list[Node] = []
        todo: _Todo = [(node, holder.append, depth)]
        while todo:
            node, put, depth = todo.pop()
            self._count(depth)
            put(_shell(node, todo, depth + 1))
        return holder[0]

    def _count(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise Excess(codes.EXPANSION, f"copies add more than {NODES:,} nodes to this document")
        if depth > DEPTH:
            raise Excess(codes.NESTING, f"what this brings in nests more than {DEPTH} levels deep")


def _shell(node: Node, todo: _Todo, depth: int) -> Node:
    """The node itself, or a container like it whose items are put on `todo`."""
    if type(node) is list:
        items: list[Node] = []
        todo.extend((item, items.append, depth) for item in reversed(node))
        return items
    if type(node) is dict:
        members: dict[str, Node] = dict.fromkeys(node)
        todo.extend((item, _setter(members, key), depth) for key, item in node.items())
        return members
    return node


def _setter(mapping: dict[str, Node], key: str) -> Callable[[Node], None]:
    def put(value: Node) -> None:
        mapping[key] = value

    return put
