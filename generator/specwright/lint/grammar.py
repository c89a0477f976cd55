"""Which fields of which object hold which objects: the OpenAPI Specification 3.2 as a table for the walk."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from specwright.lint.node import METHODS, Kind

__all__ = ["EDGES", "Edges", "Shape"]


class Shape(Enum):
    """How a field holds its objects."""

    ONE = auto()
    LIST = auto()
    MAP = auto()
    PATTERNED = auto()
    """A map whose `x-` keys are extensions, not members."""


Edges = Mapping[str, tuple[Shape, Kind]]

_CONTENT: Edges = {"content": (Shape.MAP, Kind.MEDIA_TYPE)}
_EXAMPLES: Edges = {"examples": (Shape.MAP, Kind.EXAMPLE)}
_SCHEMA: Edges = {"schema": (Shape.ONE, Kind.SCHEMA)}
_HEADERS: Edges = {"headers": (Shape.MAP, Kind.HEADER)}
_SERVERS: Edges = {"servers": (Shape.LIST, Kind.SERVER)}
_PARAMETERS: Edges = {"parameters": (Shape.LIST, Kind.PARAMETER)}

_SCHEMA_EDGES: Edges = {
    **dict.fromkeys(("properties", "patternProperties", "$defs", "dependentSchemas"), (Shape.MAP, Kind.SCHEMA)),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (Shape.LIST, Kind.SCHEMA)),
    **dict.fromkeys(
        (
            "items",
            "additionalProperties",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema",
        ),
        (Shape.ONE, Kind.SCHEMA),
    ),
}

_OPERATION: Edges = {
    **_PARAMETERS,
    "requestBody": (Shape.ONE, Kind.REQUEST_BODY),
    "responses": (Shape.PATTERNED, Kind.RESPONSE),
    "callbacks": (Shape.MAP, Kind.CALLBACK),
    **_SERVERS,
}


def _path_item(operation: Kind) -> Edges:
    methods = dict.fromkeys(METHODS, (Shape.ONE, operation))
    return {**methods, "additionalOperations": (Shape.MAP, operation), **_PARAMETERS, **_SERVERS}


EDGES: Mapping[Kind, Edges] = {
    Kind.DOCUMENT: {
        "info": (Shape.ONE, Kind.INFO),
        **_SERVERS,
        "tags": (Shape.LIST, Kind.TAG),
        "paths": (Shape.PATTERNED, Kind.PATH_ITEM),
        "webhooks": (Shape.MAP, Kind.WEBHOOK),
        "components": (Shape.ONE, Kind.COMPONENTS),
    },
    Kind.INFO: {"contact": (Shape.ONE, Kind.CONTACT), "license": (Shape.ONE, Kind.LICENSE)},
    Kind.PATH_ITEM: _path_item(Kind.OPERATION),
    Kind.WEBHOOK: _path_item(Kind.WEBHOOK_OPERATION),
    Kind.OPERATION: _OPERATION,
    Kind.WEBHOOK_OPERATION: _OPERATION,
    Kind.CALLBACK: {"*": (Shape.ONE, Kind.WEBHOOK)},
    Kind.PARAMETER: {**_SCHEMA, **_CONTENT, **_EXAMPLES},
    Kind.HEADER: {**_SCHEMA, **_CONTENT, **_EXAMPLES},
    Kind.REQUEST_BODY: _CONTENT,
    Kind.RESPONSE: {**_HEADERS, **_CONTENT, "links": (Shape.MAP, Kind.LINK)},
    Kind.MEDIA_TYPE: {
        **_SCHEMA,
        "itemSchema": (Shape.ONE, Kind.SCHEMA),
        **_EXAMPLES,
        "encoding": (Shape.MAP, Kind.ENCODING),
    },
    Kind.ENCODING: _HEADERS,
    Kind.SCHEMA: _SCHEMA_EDGES,
    Kind.COMPONENTS: {
        "schemas": (Shape.MAP, Kind.SCHEMA),
        "responses": (Shape.MAP, Kind.RESPONSE),
        "parameters": (Shape.MAP, Kind.PARAMETER),
        **_EXAMPLES,
        "requestBodies": (Shape.MAP, Kind.REQUEST_BODY),
        **_HEADERS,
        "securitySchemes": (Shape.MAP, Kind.SECURITY_SCHEME),
        "links": (Shape.MAP, Kind.LINK),
        "callbacks": (Shape.MAP, Kind.CALLBACK),
        "pathItems": (Shape.MAP, Kind.PATH_ITEM),
        "mediaTypes": (Shape.MAP, Kind.MEDIA_TYPE),
    },
}
