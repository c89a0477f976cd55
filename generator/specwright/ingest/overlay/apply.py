"""Applying an overlay: actions in their order, each to the result of those before it.

Overlay 1.1 concatenates arrays inside a merged object and takes single values as targets; 1.0 replaces such arrays.
Stricter than the specification: an action whose target selects nothing is reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from specwright.diagnostics import Code, Fix, Sink
from specwright.ingest.copies import Copies, Excess
from specwright.ingest.document import Node, Origin, join
from specwright.ingest.overlay.codes import OVERLAY_COPY, OVERLAY_MISMATCH, OVERLAY_TARGET, OVERLAY_UNMATCHED
from specwright.ingest.overlay.origins import Origins
from specwright.ingest.overlay.read import Action, Overlay

__all__ = ["apply_overlay"]

Location = tuple[str | int, ...]


def apply_overlay(tree: Node, overlay: Overlay, sink: Sink, origins: Origins | None = None) -> Node:
    """The tree after all actions, which uses the given one up; an action that cannot be applied is reported and left out.

    `origins` is told where what the actions change was written.
    """
    applying = _Applying(tree, overlay, origins or Origins(""))
    for action in overlay.actions:
        try:
            applying.apply(action)
        except _Refused as refused:
            span = overlay.source.locate(f"{action.pointer}/{refused.field}")
            sink.report(refused.code, refused.message, span=span, fix=Fix(description=refused.todo))
        except Excess as excess:
            sink.report(excess.code, excess.message, span=overlay.source.locate(action.pointer))
    return applying.root[0]


class _Refused(Exception):
    """Why an action cannot be applied; `field` is the field to blame."""

    def __init__(self, code: Code, message: str, todo: str, field: str) -> None:
        super().__init__(message)
        self.code, self.message, self.todo, self.field = code, message, todo, field


class _Applying:
    """A tree (in a list, so that it has a holder, too) and what becomes of it."""

    def __init__(self, tree: Node, overlay: Overlay, origins: Origins) -> None:
        self.root = [tree]
        self.overlay = overlay
        self.origins = origins
        self.copies = Copies()

    def apply(self, action: Action) -> None:
        """Raises `_Refused` or `Excess`."""
        locations = self.select(action.target, "target")
        if not locations:
            todo = "Correct the target, or remove the action."
            raise _Refused(OVERLAY_UNMATCHED, f"`{action.target}` matches nothing", todo, "target")
        if action.remove:
            self.remove(locations)
        elif action.copy is not None:
            self.merge(locations, *self.copied(action.copy), action)
        elif action.updates:
            written = Origin(file=self.overlay.source.name, pointer=f"{action.pointer}/update")
            self.merge(locations, action.update, written, action)

    def select(self, query: str, field: str) -> list[Location]:
        # Imported here: most documents have no overlay, and the library takes a while to load.
        import jsonpath_rfc9535 as jsonpath

        try:
            return list(dict.fromkeys(tuple(node.location) for node in jsonpath.find(query, self.root[0])))
        except (jsonpath.JSONPathError, RecursionError, ValueError, OverflowError) as error:
            todo = "Write a JSONPath query as RFC 9535 has it."
            raise _Refused(OVERLAY_TARGET, f"`{query}` is no JSONPath query: {error}", todo, field) from None

    def copied(self, query: str) -> tuple[Node, Origin]:
        """The one node that `copy` names, and where it was written."""
        found = self.select(query, "copy")
        if len(found) != 1:
            todo = "Narrow the query until it selects one node."
            raise _Refused(OVERLAY_COPY, f"`{query}` selects {len(found)} nodes instead of one", todo, "copy")
        holder, key = self.holder(found[0])
        return holder[key], self.origins.of(join("", *found[0]))

    def merge(self, locations: Iterable[Location], value: Node, written: Origin, action: Action) -> None:
        for location in locations:
            holder, key = self.holder(location)
            new = _merged(holder[key], self.copies.copy(value, len(location)), self.overlay.version, action)
            appends = self.overlay.version == "1.1"
            self.origins.merged(join("", *location), holder[key], value, written, appends=appends)
            holder[key] = new

    def remove(self, locations: Iterable[Location]) -> None:
        """From the last to the first, so that indexes stay true."""
        if () in locations:
            raise _Refused(OVERLAY_MISMATCH, "The document itself cannot be removed", "Name what to remove.", "target")
        for location in sorted(locations, key=_order, reverse=True):
            holder, key = self.holder(location)
            if isinstance(key, int):
                self.origins.close_up(join("", *location[:-1]), key, len(holder))
            else:
                self.origins.forget(join("", *location))
            del holder[key]

    def holder(self, location: Location) -> tuple[Any, Any]:
        node: Any = self.root
        steps = (0, *location)
        for step in steps[:-1]:
            node = node[step]
        return node, steps[-1]


def _order(location: Location) -> list[tuple[bool, str | int]]:
    return [(isinstance(step, str), step) for step in location]


def _merged(old: Any, new: Any, version: str, action: Action, *, top: bool = True) -> Any:
    """`new` merged into `old` by the rules of the Action Object; `top` is the target itself."""
    if isinstance(old, dict) and isinstance(new, dict):
        return _merged_objects(old, new, version, action)
    if isinstance(old, list) and (top or version == "1.1"):
        return [*old, *new] if isinstance(new, list) else [*old, new]
    if isinstance(old, list) and isinstance(new, list):
        return new
    simple = not isinstance(old, dict | list) and not isinstance(new, dict | list)
    if simple and (version == "1.1" or not top):
        return new
    field = "copy" if action.copy is not None else "update"
    message = f"{_kind(new)} cannot be merged into {_kind(old)}"
    raise _Refused(
        OVERLAY_MISMATCH, message, "Give the update the shape of its target, or remove the target first.", field
    )


def _merged_objects(old: dict[str, Any], new: dict[str, Any], version: str, action: Action) -> dict[str, Any]:
    merged = dict(old)
    for name, value in new.items():
        merged[name] = _merged(old[name], value, version, action, top=False) if name in old else value
    return merged


def _kind(value: Any) -> str:
    return "an object" if isinstance(value, dict) else "an array" if isinstance(value, list) else "a single value"
