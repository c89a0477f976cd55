"""Parameters and headers of 2.0, whose type stands beside their name, as those of 3.x, which have a schema."""

from __future__ import annotations

from typing import Any

from specwright.ingest.upgrade.shapes import mapped

__all__ = ["encoding", "header", "parameter", "schema"]

Node = dict[str, Any]

_TYPE = ("type", "format", "items", "default", "enum", "pattern", "multipleOf", "uniqueItems", "example")
_BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
_LENGTHS = ("minLength", "maxLength", "minItems", "maxItems")
_SCHEMA = frozenset((*_TYPE, *_BOUNDS, *_LENGTHS, "nullable", "x-nullable"))
_DELIMITED = {"ssv": "spaceDelimited", "pipes": "pipeDelimited"}


def parameter(node: Node) -> Node:
    """A parameter in path, query or header; one that is a reference stays as it is."""
    if "$ref" in node:
        return node
    kept = {key: value for key, value in node.items() if key not in _SCHEMA and key != "collectionFormat"}
    return kept | _style(node) | {"schema": schema(node)}


def header(node: Node) -> Node:
    """A header of a response."""
    kept = {key: value for key, value in node.items() if key not in _SCHEMA and key != "collectionFormat"}
    return kept | {"schema": schema(node)}


def schema(node: Node) -> Node:
    """What a parameter, header or form field says of its value."""
    found = {key: value for key, value in node.items() if key in _SCHEMA}
    items = mapped(found.get("items"))
    while items:  # arrays in arrays: how they were joined can't be said in 3.x
        items.pop("collectionFormat", None)
        items = mapped(items.get("items"))
    return found


def encoding(node: Node) -> Node:
    """How a field of a form is joined, where it is an array."""
    style = _style({**node, "in": "query"})
    return {key: style[key] for key in ("style", "explode") if key in style}


def _style(node: Node) -> Node:
    """`collectionFormat` as `style` and `explode`; csv, its default, is their default only outside the query."""
    if node.get("type") != "array":
        return {}
    joined = node.get("collectionFormat", "csv")
    if node.get("in") != "query":
        return {}
    if joined == "tsv":
        return {"style": "form", "explode": False, "x-collectionFormat": "tsv"}
    return {"style": _DELIMITED.get(str(joined), "form"), "explode": joined == "multi"}
