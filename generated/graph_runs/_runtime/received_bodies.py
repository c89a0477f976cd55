"""Received request bodies: wire values out of what `bodies` writes, for servers and receivers of webhooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .bodies import as_parameter
from .media_types import charset_of, kind_of
from .operation import Content, Encoding, Parameter
from .parsing import parse_form, parse_json
from .received import ReceivedParameters, decode_parameter
from .shapes import property_types, shape_of

__all__ = ["decode_body", "decode_fields"]


def decode_body(content: Content, raw: bytes, content_type: str | None = None) -> Any:
    """A received body as a wire value: JSON, an object of strings for forms, text, or the bytes. Raises ValueError.

    Multipart bodies go through `decode_fields` instead, once they are parsed.
    """
    kind = kind_of(content_type or content.media_type)
    if kind == "json":
        return parse_json(raw)
    if kind == "form":
        return _decode_form(content, raw.decode("utf-8"))
    if kind == "text":
        return _text(raw, content_type)
    return raw


def decode_fields(
    content: Content, fields: Iterable[tuple[str, Any, str | None]]
) -> dict[str, Any]:
    """The wire object of multipart fields, each (name, text or file, Content-Type). Raises ValueError.

    Text is read as JSON where its part or its Encoding Object says so or the property is an object; files stay as they are.
    """
    types = property_types(content.type) or {}
    found: dict[str, list[Any]] = {}
    for name, value, content_type in fields:
        declared = (
            content_type or content.encoding.get(name, Encoding()).content_type or ""
        )
        structured = name in types and shape_of(types[name]) == "object"
        is_json = isinstance(value, str) and (
            kind_of(declared) == "json" or (not declared and structured)
        )
        found.setdefault(name, []).append(parse_json(value) if is_json else value)
    return {name: _one_or_many(types.get(name), items) for name, items in found.items()}


def _decode_form(content: Content, text: str) -> dict[str, Any]:
    types = property_types(content.type)
    if types is None:
        return parse_form(text)
    received = ReceivedParameters(query=text)
    found = {**parse_form(text)}
    for name, type_form in types.items():
        encoding = content.encoding.get(name)
        value = _form_property(name, type_form, encoding, received)
        if value is not None:
            found = {
                key: item
                for key, item in found.items()
                if key.partition("[")[0] != name
            }
            found[name] = value
    return found


def _form_property(
    name: str, type_form: Any, encoding: Encoding | None, received: ReceivedParameters
) -> Any:
    styled = encoding is not None and (encoding.style or encoding.explode is not None)
    as_json = (
        encoding is not None
        and kind_of(encoding.content_type or "text/plain") == "json"
    )
    if not styled and (as_json or shape_of(type_form) == "object"):
        media = Parameter(
            name, name, "query", type_form, style="form", media_type="application/json"
        )
        return decode_parameter(media, received)
    return decode_parameter(
        as_parameter(name, encoding or Encoding(), type_form), received
    )


def _text(raw: bytes, content_type: str | None) -> str:
    try:
        return raw.decode(charset_of(content_type or "") or "utf-8")
    except LookupError:
        raise ValueError("the charset is not known") from None


def _one_or_many(type_form: Any, items: list[Any]) -> Any:
    shape = shape_of(type_form) if type_form else "any"
    if shape == "array" or (shape == "any" and len(items) > 1):
        return items
    if len(items) > 1:
        raise ValueError("a field is given more than once")
    return items[0]
