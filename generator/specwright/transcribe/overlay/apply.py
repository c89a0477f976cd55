"""Applying an overlay: actions in their order, each to the result of those before it.

Overlay 1.1 concatenates arrays inside a merged object and takes single values as targets; 1.0 replaces such arrays.
Stricter than the specification: an action whose target selects nothing is reported.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import jsonpath_rfc9535 as jsonpath

from specwright.diagnostics import Code, Fix, Sink

from ..findings import OVERLAY_COPY, OVERLAY_MISMATCH, OVERLAY_TARGET, OVERLAY_UNMATCHED
from .read import Action, Overlay

__all__ = ["apply_overlay"]

Location = tuple[str | int, ...]


def apply_overlay(tree: dict[str, Any], overlay: Overlay, sink: Sink) -> dict[str, Any]:
    """The tree after all actions; an action that cannot be applied is reported and leaves the tree as it is."""
    result = copy.deepcopy(tree)
    for action in overlay.actions:
        try:
            result = _apply(result, action, overlay.version)
        except _Refused as refused:
            span = action.places.get(refused.field, action.places[""])
            sink.report(refused.code, refused.message, span=span, fix=Fix(description=refused.todo))
    return result


@dataclass
class _Refused(Exception):
    """Why an action cannot be applied; `field` is the field to blame."""

    code: Code
    message: str
    todo: str
    field: str


def _apply(tree: dict[str, Any], action: Action, version: str) -> dict[str, Any]:
    locations = _select(tree, action.target, "target")
    if not locations:
        todo = "Correct the target, or remove the action."
        raise _Refused(OVERLAY_UNMATCHED, f"`{action.target}` matches nothing", todo, "target")
    if action.remove:
        return _without(tree, locations)
    value = _source(tree, action.copy) if action.copy is not None else action.update
    if not action.updates and action.copy is None:
        return tree
    root = [tree]
    for location in locations:
        holder, key = _holder(root, (0, *location))
        holder[key] = _merged(holder[key], copy.deepcopy(value), version, action)
    return root[0]


def _select(tree: Any, query: str, field: str) -> list[Location]:
    try:
        return list(dict.fromkeys(tuple(node.location) for node in jsonpath.find(query, tree)))
    except (jsonpath.JSONPathError, RecursionError) as error:
        todo = "Write a JSONPath query as RFC 9535 has it."
        raise _Refused(OVERLAY_TARGET, f"`{query}` is no JSONPath query: {error}", todo, field) from None


def _source(tree: Any, query: str) -> Any:
    found = _select(tree, query, "copy")
    if len(found) != 1:
        todo = "Narrow the query until it selects one node."
        raise _Refused(OVERLAY_COPY, f"`{query}` selects {len(found)} nodes instead of one", todo, "copy")
    holder, key = _holder([tree], (0, *found[0]))
    return holder[key]


def _without(tree: dict[str, Any], locations: Iterable[Location]) -> dict[str, Any]:
    """The tree without the nodes; from the last to the first, so that indexes stay true."""
    for location in sorted(
        locations, key=lambda location: [(isinstance(step, str), step) for step in location], reverse=True
    ):
        if not location:
            raise _Refused(OVERLAY_MISMATCH, "The document itself cannot be removed", "Name what to remove.", "target")
        holder, key = _holder([tree], (0, *location))
        del holder[key]
    return tree


def _holder(root: Any, location: Location) -> tuple[Any, Any]:
    node = root
    for step in location[:-1]:
        node = node[step]
    return node, location[-1]


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
