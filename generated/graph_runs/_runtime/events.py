"""Server-sent events as items: their data alone, or each event as a whole where that is what the document describes.

OpenAPI 3.2, 4.14.4.2: an event is an object with `event`, `data`, `id` and `retry`. Older documents, and many newer ones,
describe the JSON that stands in `data`. The properties of the type tell which it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

import httpx2

from .operation import TypeForm
from .shapes import alternatives, property_types

__all__ = ["describes_events", "event_json"]

_MEMBERS = frozenset({"event", "data", "id", "retry"})


@cache
def describes_events(item: TypeForm) -> bool:
    """Whether a type is that of whole events."""
    variants = _variants(item)
    names = {name for variant in variants for name in variant}
    return {"event", "data"} <= names <= _MEMBERS and all(variants)


def event_json(event: httpx2.ServerSentEvent, item: TypeForm) -> str:
    """An event as a JSON object; its data as text, or as the JSON in it, whichever the type has."""
    members: dict[str, Any] = {"event": event.event, "data": _data(event, item)}
    if event.id:
        members["id"] = event.id
    if event.retry is not None:
        members["retry"] = event.retry
    return json.dumps(members)


def _data(event: httpx2.ServerSentEvent, item: TypeForm) -> Any:
    variants = _variants(item)
    named = (each for each in variants if event.event in _names(each.get("event")))
    type_form = next(named, variants[0]).get("data", lambda: str)
    if any(map(_is_text, alternatives(type_form()))):
        return event.data
    try:
        return json.loads(event.data)
    except ValueError:
        return event.data


def _variants(item: TypeForm) -> list[Mapping[str, TypeForm]]:
    """The properties of each model that a type allows; empty ones for what is none."""
    return [property_types(_thunk(kind)) or {} for kind in alternatives(item())]


def _names(type_form: TypeForm | None) -> tuple[Any, ...]:
    kinds = alternatives(type_form()) if type_form else []
    literals = [get_args(kind) for kind in kinds if get_origin(kind) is Literal]
    return tuple(name for names in literals for name in names)


def _is_text(kind: Any) -> bool:
    return kind is str or (
        get_origin(kind) is Literal and isinstance(get_args(kind)[0], str)
    )


@cache
def _thunk(kind: Any) -> TypeForm:
    return lambda: kind
