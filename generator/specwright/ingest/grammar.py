"""Which objects an OpenAPI document has where: the field tables of 2.0 to 3.2 as far as references and schemas are in them.

A kind in braces is a map of that kind, in brackets an array; a map in angle brackets may hold `x-` extensions too.
Examples, defaults, enums and extensions have no kind: what looks like a `$ref` in there is a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from specwright.ingest.document import escape

__all__ = ["FIELDS", "METHODS", "children", "schemas", "walk"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_SCHEMA_ONE = (
    "additionalItems additionalProperties contains contentSchema else if items not propertyNames then "
    "unevaluatedItems unevaluatedProperties"
)
_SCHEMA_MAP = "$defs definitions dependentSchemas patternProperties properties"
_SCHEMA_LIST = "allOf anyOf oneOf prefixItems"
_PARAMETER = {"schema": "schema", "content": "{media type}", "examples": "{example}"}

FIELDS: dict[str, dict[str, str]] = {
    "document": {
        "info": "other",
        "paths": "<path item>",
        "webhooks": "{path item}",
        "x-webhooks": "{path item}",  # before 3.1
        "components": "components",
        "definitions": "{schema}",  # this and the next two: 2.0
        "parameters": "{parameter}",
        "responses": "{response}",
    },
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "parameters": "{parameter}",
        "examples": "{example}",
        "requestBodies": "{request body}",
        "headers": "{header}",
        "securitySchemes": "{other}",
        "links": "{link}",
        "callbacks": "{callback}",
        "pathItems": "{path item}",
        "mediaTypes": "{media type}",
    },
    "path item": {
        **dict.fromkeys(METHODS, "operation"),
        "additionalOperations": "{operation}",
        "parameters": "[parameter]",
    },
    "operation": {
        "parameters": "[parameter]",
        "requestBody": "request body",
        "responses": "<response>",
        "callbacks": "{callback}",
    },
    "callback": {},
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "request body": {"content": "{media type}"},
    "response": {
        "headers": "{header}",
        "content": "{media type}",
        "links": "{link}",
        "schema": "schema",  # 2.0
    },
    "media type": {
        "schema": "schema",
        "itemSchema": "schema",
        "examples": "{example}",
        "encoding": "{encoding}",
        "prefixEncoding": "[encoding]",
        "itemEncoding": "encoding",
    },
    "encoding": {
        "headers": "{header}",
        "encoding": "{encoding}",
        "prefixEncoding": "[encoding]",
        "itemEncoding": "encoding",
    },
    "example": {},
    "link": {},
    "other": {},
    "schema": {
        **dict.fromkeys(_SCHEMA_ONE.split(), "schema"),
        **dict.fromkeys(_SCHEMA_MAP.split(), "{schema}"),
        **dict.fromkeys(_SCHEMA_LIST.split(), "[schema]"),
    },
}
"""The fields of each kind of object that lead to further objects, with their kind."""

Child = tuple[str, str, dict[str, Any]]
_LEADING = {kind: frozenset(known) for kind, known in FIELDS.items() if kind != "callback"}
"""For each kind of object, the fields that lead to further objects; most objects of a document have none."""


def children(kind: str, pointer: str, node: dict[str, Any]) -> list[Child]:
    """Pointer, kind and node of the objects in an object of `kind`; whatever has another shape is left out."""
    # Lists, not iterators: this runs for each object, and handing on costs more than the work does.
    if kind[0] == "{":
        return _members(pointer, node, kind[1:-1])
    if kind[0] == "<" or kind == "callback":
        patterned = {key: inner for key, inner in node.items() if not key.startswith("x-")}
        return _members(pointer, patterned, "path item" if kind == "callback" else kind[1:-1])
    if _LEADING[kind].isdisjoint(node):
        return []
    fields = FIELDS[kind]
    found: list[Child] = []
    for key, inner in node.items():
        if (held := fields.get(key)) is None:
            continue
        if type(inner) is dict and held[0] != "[":
            found.append((f"{pointer}/{key}", held, inner))
        elif type(inner) is list and (held[0] == "[" or held == "schema"):  # `items` was an array once
            found += _items(f"{pointer}/{key}", inner, held.strip("[]"))
    return found


def _members(pointer: str, node: dict[str, Any], kind: str) -> list[Child]:
    return [(f"{pointer}/{escape(key)}", kind, inner) for key, inner in node.items() if type(inner) is dict]


def _items(pointer: str, node: list[Any], kind: str) -> list[Child]:
    return [(f"{pointer}/{index}", kind, inner) for index, inner in enumerate(node) if type(inner) is dict]


def _never(_node: dict[str, Any]) -> bool:
    return False


def walk(root: dict[str, Any]) -> Iterator[Child]:
    """Every object of a document that has a kind, parents first, in the order in which it is written.

    A node may be changed when it is handed out: its children are looked for afterwards.
    """
    todo: list[Child] = [("", "document", root)]
    while todo:
        pointer, kind, node = todo.pop()
        yield pointer, kind, node
        todo.extend(reversed(children(kind, pointer, node)))


def schemas(root: dict[str, Any], *fields: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pointers and nodes of all schemas that have one of some fields, as `walk` would hand them out.

    What can't lead to one is passed over, and maps are no objects here: 25 ms instead of 40 for 13 MB.
    """
    unasked = frozenset(fields).isdisjoint
    silent: dict[str, Callable[..., bool]] = {kind: known.isdisjoint for kind, known in _LEADING.items()}
    silent |= {"schema": frozenset((*FIELDS["schema"], *fields)).isdisjoint, "callback": _never}
    todo: list[Child] = [("", "document", root)]
    while todo:
        pointer, kind, node = todo.pop()
        if kind == "schema" and not unasked(node):
            yield pointer, node
        if kind == "callback":
            todo.extend(reversed(children(kind, pointer, node)))
        elif not _LEADING[kind].isdisjoint(node):
            todo.extend(reversed(_below(kind, pointer, node, silent)))


_SHAPES = {
    kind: {key: (held.strip("{}[]<>"), held[0]) for key, held in fields.items()} for kind, fields in FIELDS.items()
}
"""The same fields: the kind of what they lead to, and by its first character whether that is a map or an array of such."""


def _below(kind: str, pointer: str, node: dict[str, Any], silent: Mapping[str, Callable[..., bool]]) -> list[Child]:
    """The objects in an object, and in the maps in it, that are not silent."""
    found: list[Child] = []
    shapes = _SHAPES[kind]
    for key, inner in node.items():
        if key not in shapes:
            continue
        held, shape = shapes[key]
        is_silent = silent[held]
        if type(inner) is dict and shape in "{<":
            for name, one in inner.items():
                if type(one) is dict and not is_silent(one) and not (shape == "<" and name.startswith("x-")):
                    found.append((f"{pointer}/{key}/{escape(name)}", held, one))
        elif type(inner) is dict and shape != "[" and not is_silent(inner):
            found.append((f"{pointer}/{key}", held, inner))
        elif type(inner) is list and (shape == "[" or (held == "schema" and shape == "s")):  # `items` was an array once
            for index, one in enumerate(inner):
                if type(one) is dict and not is_silent(one):
                    found.append((f"{pointer}/{key}/{index}", held, one))
    return found
