"""Request bodies: which documented media type an argument is sent as, and how; `received_bodies` is the way back."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from . import codec, escaping
from .media_types import Kind, charset_of, kind_of, match_content
from .multipart import encode_multipart, parts_of
from .operation import Body, Content, Encoding, Parameter
from .shapes import (
    is_array,
    is_model,
    is_nullable,
    is_object,
    members_of,
    property_types,
    text_format,
)
from .styles import encode_query, wire_text
from .uploads import Upload, is_source, source_name

__all__ = ["EncodedBody", "as_parameter", "encode_body", "select_content"]


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class EncodedBody(NamedTuple):
    """A body ready to be sent."""

    content: bytes | Upload
    content_type: str | None

    @property
    def replayable(self) -> bool:
        """Whether it can be sent a second time."""
        return isinstance(self.content, bytes) or self.content.replayable


def encode_body(
    body: Body,
    value: Any,
    content_type: str | None = None,
    more: Mapping[str, Any] = _NOTHING,
) -> EncodedBody | None:
    """Encode an argument as one of the documented media types; None when there is no body to send.

    `content_type` chooses; without it the value does (see `select_content`). `more` are further members. Raises ValueError
    for a missing required body, for a media type that is not documented, and TypeError for a value that the media type
    can't carry, or that has no members.
    """
    if more:
        value = {} if value is None else value
        content = select_content(body, value, content_type)
        media_type = _media_type(content, value, content_type)
        return _encode_extended(content, value, more, media_type)
    if value is None and not (
        body.required and any(is_nullable(content.type) for content in body.contents)
    ):
        if body.required:
            raise ValueError("the request body is required")
        return None
    content = select_content(body, value, content_type)
    return _encode(content, value, _media_type(content, value, content_type))


def select_content(body: Body, value: Any, content_type: str | None = None) -> Content:
    """The content to send a value as: the one asked for, else the first that fits the value, else the preferred one."""
    if content_type is not None:
        chosen = match_content(body.contents, content_type)
        if chosen is None:
            documented = ", ".join(content.media_type for content in body.contents)
            raise ValueError(
                f"{content_type!r} is not a documented media type of the request body ({documented})"
            )
        return chosen
    if len(body.contents) == 1:
        return body.contents[0]
    exact = (
        content
        for content in body.contents
        if is_model(value) and _is_instance(content, value)
    )
    fitting = (
        content
        for content in body.contents
        if _fits(kind_of(content.media_type), value)
    )
    return next(exact, None) or next(fitting, body.contents[0])


def _encode(content: Content, value: Any, media_type: str) -> EncodedBody:
    kind = kind_of(media_type)
    if kind == "json" and text_format(content.type) is not None:
        return EncodedBody(codec.encode_json(value, content.type), media_type)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return EncodedBody(bytes(cast("bytes", value)), media_type)
    if is_source(value):
        return EncodedBody(Upload([value]), media_type)
    if kind == "form":
        return EncodedBody(_encode_form(content, value).encode("ascii"), media_type)
    if kind == "multipart":
        multipart_type, upload = encode_multipart(
            parts_of(
                members_of(value), property_types(content.type) or {}, content.encoding
            )
        )
        return EncodedBody(upload, multipart_type)
    if kind == "json":
        return EncodedBody(codec.encode_json(value, content.type), media_type)
    wire = codec.to_wire(value, content.type)
    if isinstance(wire, (dict, list)):
        raise TypeError(
            f"{type(value).__name__} can't be written as {media_type}: pass text or bytes"
        )
    return EncodedBody(_encode_text(wire, media_type), media_type)


def _encode_extended(
    content: Content, value: Any, more: Mapping[str, Any], media_type: str
) -> EncodedBody:
    """A body with further members."""
    kind = kind_of(media_type)
    if kind == "multipart":
        return _encode(content, {**dict(members_of(value)), **more}, media_type)
    wire = codec.to_wire(value, content.type) if kind in ("json", "form") else None
    if not is_object(wire):
        raise TypeError(
            f"{type(value).__name__} as {media_type}: no members can be added to that"
        )
    members = {**wire, **codec.to_wire(dict(more))}
    if kind == "form":
        return EncodedBody(_form_text(content, members).encode("ascii"), media_type)
    return EncodedBody(codec.encode_json(members), media_type)


def _media_type(content: Content, value: Any, asked: str | None) -> str:
    """What Content-Type says: never a range."""
    media_type = asked or content.media_type
    if "*" not in media_type:
        return media_type
    if is_source(value):
        return (
            mimetypes.guess_type(source_name(value) or "")[0]
            or "application/octet-stream"
        )
    return "text/plain; charset=utf-8" if isinstance(value, str) else "application/json"


def _fits(kind: Kind, value: Any) -> bool:
    if is_source(value):
        return kind in ("binary", "any")
    if isinstance(value, str):
        return kind in ("text", "any")
    if is_object(value) or is_model(value):
        files = any(
            is_source(item) or isinstance(item, tuple) for _, item in members_of(value)
        )
        return (
            kind == "multipart"
            if files
            else kind in ("json", "form", "multipart", "any")
        )
    return kind in ("json", "any")


def _is_instance(content: Content, value: Any) -> bool:
    kind = content.type()
    return isinstance(kind, type) and isinstance(value, cast("type[Any]", kind))


def _encode_form(content: Content, value: Any) -> str:
    wire = codec.to_wire(value, content.type)
    if not is_object(wire):
        raise TypeError(f"a form is a model or a mapping, not {type(value).__name__}")
    return _form_text(content, wire)


def _form_text(content: Content, members: Mapping[str, Any]) -> str:
    pairs = (
        _form_pairs(name, item, content.encoding.get(name))
        for name, item in members.items()
    )
    return "&".join(filter(None, pairs))


def _form_pairs(name: str, wire: Any, encoding: Encoding | None) -> str:
    if wire is None:
        return ""
    if encoding and (
        encoding.style or encoding.explode is not None or encoding.allow_reserved
    ):
        return encode_query(as_parameter(name, encoding), wire)
    as_json = (
        encoding is not None
        and kind_of(encoding.content_type or "text/plain") == "json"
    )
    items = wire if is_array(wire) and not as_json else [wire]
    key = escaping.encode(name)
    return "&".join(
        f"{key}={escaping.encode(_json_text(item) if as_json else wire_text(item))}"
        for item in items
    )


def as_parameter(
    name: str, encoding: Encoding, type_form: Any = lambda: Any
) -> Parameter:
    """A member of a form as the query parameter that its Encoding Object makes it (OpenAPI 3.1, Encoding Object)."""
    style = encoding.style or "form"
    explode = style == "form" if encoding.explode is None else encoding.explode
    return Parameter(
        name,
        name,
        "query",
        type_form,
        style=style,
        explode=explode,
        allow_reserved=encoding.allow_reserved,
    )


def _json_text(value: Any) -> str:
    text: str = codec.encode_json(value).decode()
    return text


def _encode_text(wire: Any, media_type: str) -> bytes:
    try:
        return wire_text(wire).encode(charset_of(media_type) or "utf-8")
    except (LookupError, UnicodeEncodeError):
        raise ValueError(
            f"the request body can't be written in the charset of {media_type!r}"
        ) from None
