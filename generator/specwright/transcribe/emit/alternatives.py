"""Two pages about one operation, such as the creation of two derived types in one collection: what either of them allows."""

from __future__ import annotations

from .schemas import Schema

__all__ = ["widened"]


def widened(first: Schema, other: Schema) -> Schema:
    """The operation `first` that also takes the parameters and bodies, and gives the responses, of `other`."""
    bodies = [operation["requestBody"] for operation in (first, other) if "requestBody" in operation]
    parameters = _parameters(first.get("parameters", []), other.get("parameters", []))
    return {
        **first,
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": _body(bodies[0], bodies[-1])} if bodies else {}),
        "responses": _responses(first["responses"], other["responses"]),
    }


def _parameters(first: list[Schema], other: list[Schema]) -> list[Schema]:
    known = {(parameter["in"], parameter["name"]) for parameter in first}
    return [*first, *(parameter for parameter in other if (parameter["in"], parameter["name"]) not in known)]


def _responses(first: Schema, other: Schema) -> Schema:
    both = {status: _body(first[status], other[status]) for status in first if status in other}
    return {**other, **first, **both}


def _body(first: Schema, other: Schema) -> Schema:
    """A Request Body or Response Object with the media types of both."""
    mine, theirs = first.get("content", {}), other.get("content", {})
    both = {name: _media(mine[name], theirs[name]) for name in mine if name in theirs}
    content = {**theirs, **mine, **both}
    return {**first, **({"content": content} if content else {})}


def _media(first: Schema, other: Schema) -> Schema:
    examples = {**other.get("examples", {}), **first.get("examples", {})}
    return {"schema": _either(first["schema"], other["schema"]), **({"examples": examples} if examples else {})}


def _either(first: Schema, other: Schema) -> Schema:
    choices = first["anyOf"] if set(first) == {"anyOf"} else [first]
    return first if other in choices else {"anyOf": [*choices, other]}
