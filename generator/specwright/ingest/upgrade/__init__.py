"""Older documents to the 3.1/3.2 shape, so that nothing later asks for the version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from specwright.ingest.document import Origin
from specwright.ingest.upgrade.from_30 import from_30
from specwright.ingest.upgrade.moves import Moves

__all__ = ["UPGRADED", "upgrade"]

UPGRADED = "3.1.1"
"""The version that a document has after its upgrade."""


def upgrade(
    root: dict[str, Any], version: str, moved: Mapping[str, Origin], *, file: str
) -> tuple[dict[str, Any], Mapping[str, Origin]]:
    """The tree in the 3.1 shape, and what has moved; `root` is used up. Malformed parts are kept as they are.

    Raises `Excess` where a 2.0 document shares more between its operations than can be written out.
    """
    if version.startswith("2"):
        from specwright.ingest.upgrade.from_20 import from_20  # here: most documents are younger

        moves = Moves(file, moved)
        root = from_20(root, moves)
        moved = moves.after
    if version.startswith(("2", "3.0")):
        moves = Moves(file, moved, in_place=True)
        from_30(root, moves)
        moved = moves.after
        root["openapi"] = UPGRADED
    if type(root.get("x-webhooks")) is dict and "webhooks" not in root:
        moves = Moves(file, moved, in_place=True)
        root["webhooks"] = root.pop("x-webhooks")  # what documents call them that have no `webhooks` yet
        moves.move("/webhooks", "/x-webhooks")
        moved = moves.after
    return root, moved
