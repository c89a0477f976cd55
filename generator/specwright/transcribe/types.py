"""The vocabulary of type cells: what `String collection` or `[run](../resources/run.md)` mean as JSON Schema."""

from __future__ import annotations

import re
from typing import Any

from .page import TypeUse

__all__ = ["primitive", "read_type"]

_UNKNOWN = re.compile(r"Unknown Type\s*`?([\w.]*)`?", re.IGNORECASE)
_LINK = re.compile(r"\[(?P<label>[^\[\]]{0,200})\](?:\((?P<target>[^()]{0,300})\)?|\[[^\[\]]{0,200}\])")
_COLLECTION = re.compile(r"collection\s*\((.*)\)|(?:collection|list|array) of (.*)", re.IGNORECASE)
_TRAILING = re.compile(r"\s+(?:collection|enum|enumeration|object|resource|type)s?$", re.IGNORECASE)
_REMARK = re.compile(r"^\((?:optional|required)\)\s*|\s*[(,].*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][\w.]*")

# Primitive types of OData (CSDL 4.01 section 3.3) and the aliases that pages use, as JSON Schema 2020-12 with the
# formats of the OpenAPI format registry. TimeOfDay has no offset, so RFC 3339 `time` would refuse every value.
_PRIMITIVES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "byte": {"type": "integer", "format": "uint8"},
    "int16": {"type": "integer", "format": "int16"},
    "int32": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    "single": {"type": "number", "format": "float"},
    "double": {"type": "number", "format": "double"},
    "decimal": {"type": "number", "format": "decimal"},
    "number": {"type": "number"},
    "datetimeoffset": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "timeofday": {"type": "string", "format": "time-local"},
    "duration": {"type": "string", "format": "duration"},
    "guid": {"type": "string", "format": "uuid"},
    "url": {"type": "string", "format": "uri"},
    "binary": {"type": "string", "contentEncoding": "base64"},
    "stream": {"type": "string", "contentEncoding": "base64"},
    "object": {"type": "object"},
    "json": {},
}
_ALIASES = {
    "bool": "boolean", "int": "int32", "integer": "int32", "long": "int64", "float": "single", "datetime": "datetimeoffset",
    "date-time": "datetimeoffset", "timestamp": "datetimeoffset", "time": "timeofday", "uuid": "guid", "uri": "url",
    "etag": "string", "text": "string", "bytes": "binary", "any": "json",
}  # fmt: skip


def primitive(name: str) -> dict[str, Any] | None:
    """The schema of a primitive type, by any of its spellings; None when `name` is none."""
    key = name.lower().removeprefix("edm.")
    schema = _PRIMITIVES.get(_ALIASES.get(key, key))
    return None if schema is None else dict(schema)


def read_type(cell: str) -> TypeUse:
    """What a type cell names. A reference link `[x][]` is no array; unreadable text gives an empty name."""
    if found := _UNKNOWN.search(cell):
        return TypeUse(name=found[1], unknown=True)
    text = " ".join(cell.replace("\\", "").split()).strip("`* .")
    inner = _COLLECTION.match(text)
    collection = (
        inner is not None or "collection" in _LINK.sub("", text).lower() or (text.endswith("[]") and "][" not in text)
    )
    text = (inner[1] or inner[2]).strip() if inner else text
    if link := _LINK.match(text):
        return _linked(link["label"], link["target"] or "", collection)
    text = _REMARK.sub("", text.strip("`* ")).removesuffix("[]")
    name = _NAME.fullmatch(_TRAILING.sub("", text).strip("`* "))
    return TypeUse(name=name[0] if name else "", collection=collection)


def _linked(label: str, target: str, collection: bool) -> TypeUse:
    """The page that a link leads to says which type is meant; its label says how the type is spelled, if it names it."""
    found = _NAME.fullmatch(_TRAILING.sub("", label.strip("`* ")))
    name, page = found[0] if found else "", _stem(target)
    names_page = not page or "." in name or name.lower() == page
    return TypeUse(name=name if names_page else page, target=target, collection=collection)


def _stem(target: str) -> str:
    """The type in `../resources/industrydata-run.md`; empty for links into a page, where types are listed, and elsewhere."""
    page = target.rpartition("/")[2].lower()
    last = page.removesuffix(".md").rpartition("-")[2]
    return last if page.endswith(".md") and _NAME.fullmatch(last) else ""
