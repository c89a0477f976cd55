"""What was fixed, as an OpenAPI Overlay (version 1.0.0): for a document that somebody else owns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

__all__ = ["overlay_of"]

Action = dict[str, Any]


def overlay_of(before: Any, after: Any, *, title: str, extends: str | None = None) -> dict[str, Any]:
    """The Overlay that makes `before` into `after`; both are trees of JSON with an object at the top.

    Where an array changes in other ways than by items that go or come at its end, it is removed and given anew.
    """
    overlay: dict[str, Any] = {"overlay": "1.0.0", "info": {"title": title, "version": "1.0.0"}}
    if extends is not None:
        overlay["extends"] = extends
    return {**overlay, "actions": list(_object(before, after, "$"))}


def _object(before: dict[str, Any], after: dict[str, Any], path: str) -> Iterator[Action]:
    yield from ({"target": _step(path, key), "remove": True} for key in before if key not in after)
    update: dict[str, Any] = {}
    for key, value in after.items():
        if key not in before:
            update[key] = value
        elif not _same(before[key], value):
            if isinstance(value, dict | list) or isinstance(before[key], dict | list):
                yield from _inside(before[key], value, path, key)
            else:
                update[key] = value
    if update:
        yield {"target": path, "update": update}


def _inside(before: Any, after: Any, path: str, key: str) -> Iterator[Action]:
    at = _step(path, key)
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _object(before, after, at)
        return
    steps = list(_array(before, after, at)) if isinstance(before, list) and isinstance(after, list) else []
    yield from steps or [{"target": at, "remove": True}, {"target": path, "update": {key: after}}]


def _array(before: list[Any], after: list[Any], path: str) -> Iterator[Action]:
    """Steps from one array to another; none where it is simpler to write it anew."""
    if len(before) == len(after) and all(isinstance(item, dict) for item in (*before, *after)):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _object(old, new, f"{path}[{index}]")
    elif len(after) > len(before) and all(map(_same, before, after)):
        added = after[len(before) :]
        # An update of an array is added to it (Overlay 1.0.0 section 4.4.3); of one that is an array, its items are.
        if not any(isinstance(item, list) for item in added):
            yield from ({"target": path, "update": item} for item in added)
    elif (gone := _gone(before, after)) is not None:
        yield from ({"target": f"{path}[{index}]", "remove": True} for index in reversed(gone))


def _gone(before: list[Any], after: list[Any]) -> list[int] | None:
    """The indices of the items that are no longer there, if nothing else has changed."""
    gone, kept = [], 0
    for index, item in enumerate(before):
        if kept < len(after) and _same(item, after[kept]):
            kept += 1
        else:
            gone.append(index)
    return gone if kept == len(after) else None


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _step(path: str, key: str) -> str:
    """A JSONPath extended by a name (RFC 9535 section 2.3.1)."""
    quoted = json.dumps(key, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"{path}['{quoted}']"
