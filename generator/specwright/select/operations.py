"""The operations of a raw tree: those below `paths`, and those of webhooks, malformed ones included."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from specwright.ingest.document import Node
from specwright.ingest.grammar import METHODS

__all__ = ["Found", "of_item"]


class Found(Struct, frozen=True, kw_only=True):
    """An operation, the path (or the name of the webhook) that it belongs to, and the steps from its path item."""

    method: str
    path: str
    node: Node
    steps: tuple[str, ...]

    @property
    def name(self) -> str:
        """`"GET /pets"`, as `skip` and findings say it."""
        return f"{self.method} {self.path}"

    def known_by(self, key: str) -> tuple[str, ...]:
        """What the patterns of a criterion are compared with."""
        node = self.node if isinstance(self.node, dict) else {}
        match key:
            case "paths":
                return (self.path,)
            case "tags":
                return _texts(node.get("tags"))
            case "operation-ids":
                return _texts([node.get("operationId")])
            case _:
                return ("true",) if node.get("deprecated") is True else ()


def of_item(path: str, item: dict[str, Node]) -> Iterator[Found]:
    """The operations of a path item."""
    for key, node in item.items():
        if key in METHODS:
            yield Found(method=key.upper(), path=path, node=node, steps=(key,))
    more = item.get("additionalOperations")
    for method, node in more.items() if isinstance(more, dict) else ():
        yield Found(method=method.upper(), path=path, node=node, steps=("additionalOperations", method))


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(item for item in node if isinstance(item, str)) if isinstance(node, list) else ()
