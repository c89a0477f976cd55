"""Which keywords are about which type of value: JSON Schema 2020-12 Validation, section 6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from specwright.lower.tree import text

__all__ = ["implied_kind"]

_OBJECT = ("properties", "additionalProperties", "patternProperties", "required", "minProperties", "maxProperties")
_ARRAY = ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")
_STRING = ("pattern", "minLength", "maxLength", "contentEncoding")
_NUMBER = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_KEYWORDS = {"object": _OBJECT, "array": _ARRAY, "string": _STRING, "number": _NUMBER}
_STRING_FORMATS = ("date", "date-time", "uuid", "uri", "email", "byte", "binary")


def implied_kind(node: Mapping[str, Any]) -> str:
    """The type of a schema that does not name one, from the keywords it uses; `""` when they tell nothing."""
    for kind, keywords in _KEYWORDS.items():
        if any(keyword in node for keyword in keywords):
            return kind
    return "string" if text(node.get("format")) in _STRING_FORMATS else ""
