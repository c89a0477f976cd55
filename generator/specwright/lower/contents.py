"""Request bodies and responses: what each media type carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from specwright.ingest.document import Node, join
from specwright.lower.algebra import ANY, NONE, united
from specwright.lower.api import (
    Body,
    Bounded,
    Content,
    DictOf,
    Encoding,
    Header,
    Response,
    Scalar,
    TypeRef,
)
from specwright.lower.names import Scope, snake
from specwright.lower.schemas import Schemas
from specwright.lower.tree import mapping, text

__all__ = ["read_body", "read_responses", "result_type"]

BINARY = Scalar(kind="binary")
TEXT = Scalar(kind="str")


def read_body(schemas: Schemas, node: Node, pointer: str) -> Body | None:
    """The request body of an operation; None where it has none."""
    found, at = schemas.tree.follow(node, pointer)
    contents = _contents(schemas, found.get("content"), join(at, "content"))
    if not contents:
        return None
    return Body(
        contents=contents,
        required=found.get("required") is True,
        description=text(found.get("description")),
        pointer=at,
    )


def read_responses(schemas: Schemas, node: Node, pointer: str) -> tuple[Response, ...]:
    """The documented answers, in the document's order."""
    return tuple(
        Response(
            status=status.upper() if status != "default" else status,
            description=text(found.get("description")),
            contents=_contents(schemas, found.get("content"), join(at, "content")),
            headers=_headers(schemas, found.get("headers"), join(at, "headers")),
        )
        for status, found, at in schemas.tree.entries(node, pointer)
        if not status.startswith("x-")
    )


def result_type(method: str, responses: tuple[Response, ...]) -> TypeRef:
    """What a successful call returns: a union only where successful answers differ."""
    successes = [r for r in responses if r.status.startswith("2")] or [r for r in responses if r.status == "default"]
    if method == "HEAD" or not successes:
        return NONE
    return united([response.contents[0].type if response.contents else NONE for response in successes])


def _contents(schemas: Schemas, node: Node, pointer: str) -> tuple[Content, ...]:
    """Every media type with what it carries; JSON first, because clients prefer it."""
    contents = [
        _content(schemas, media_type, mapping(entry), join(pointer, media_type))
        for media_type, entry in mapping(node).items()
        if "/" in media_type
    ]
    return tuple(sorted(contents, key=lambda content: not _is_json(content.media_type)))


def _content(schemas: Schemas, media_type: str, node: Mapping[str, Any], pointer: str) -> Content:
    encodings = tuple(_encoding(name, mapping(entry)) for name, entry in mapping(node.get("encoding")).items())
    has_schema = isinstance(node.get("schema"), dict | bool)
    type_ = schemas.type_at(node["schema"], join(pointer, "schema")) if has_schema else None
    item = schemas.type_at(node["itemSchema"], join(pointer, "itemSchema")) if "itemSchema" in node else None
    return Content(media_type=media_type, type=_carried(media_type, type_), encodings=encodings, item=item)


def _carried(media_type: str, type_: TypeRef | None) -> TypeRef:
    """The Python side of a media type: JSON and forms carry their schema, text is `str`, the rest is `bytes`."""
    kind = media_type.partition(";")[0].strip().lower()
    if _is_json(kind):
        return type_ or ANY
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return type_ or DictOf(value=ANY)
    if kind.startswith("multipart/"):
        return BINARY
    if kind == "*/*" and type_ not in (None, ANY, TEXT, BINARY):
        return type_ or ANY
    if kind.startswith("text/") or kind.endswith(("/xml", "+xml", "/yaml", "+yaml", "/x-yaml")):
        return type_ if isinstance(_plain(type_), Scalar) and type_ not in (ANY, BINARY) and type_ else TEXT
    return BINARY


def _plain(type_: TypeRef | None) -> TypeRef | None:
    return type_.inner if isinstance(type_, Bounded) else type_


def _is_json(media_type: str) -> bool:
    kind = media_type.partition(";")[0].strip().lower()
    return kind in ("application/json", "text/json") or kind.endswith("+json")


def _encoding(wire_name: str, node: Mapping[str, Any]) -> Encoding:
    return Encoding(
        wire_name=wire_name,
        content_type=text(node.get("contentType")) or None,
        style=text(node.get("style")) or None,
        explode=node["explode"] if isinstance(node.get("explode"), bool) else None,
        allow_reserved=node.get("allowReserved") is True,
    )


def _headers(schemas: Schemas, node: Node, pointer: str) -> tuple[Header, ...]:
    scope = Scope()
    return tuple(
        Header(
            name=scope.claim([snake(wire_name, fallback="header")]),
            wire_name=wire_name,
            type=schemas.type_at(found.get("schema", {"type": "string"}), join(at, "schema")),
            required=found.get("required") is True,
            explode=found.get("explode") is True,
            description=text(found.get("description")),
        )
        for wire_name, found, at in schemas.tree.entries(node, pointer)
        if wire_name.lower() != "content-type"
    )
