"""Request bodies and responses: what each media type carries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct, field

from specwright.ingest.document import Node, join
from specwright.lower import findings
from specwright.lower.algebra import ANY, NONE, united
from specwright.lower.api import (
    Body,
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

__all__ = ["Responses", "read_body", "result_type"]

BINARY = Scalar(kind="binary")
TEXT = Scalar(kind="str")

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


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
    )


class Responses(Struct):
    """Reads the answers of operations. Those that many refer to are read for the first of them, and so are lists of answers
    that say the same."""

    schemas: Schemas
    _referred: dict[tuple[str, str], Response] = field(default_factory=dict)
    _lists: dict[bytes, tuple[Response, ...]] = field(default_factory=dict)

    def read(self, node: Node, pointer: str) -> tuple[Response, ...]:
        """The documented answers, in the document's order."""
        return self.schemas.alike(self._lists, self.schemas.said(node), lambda: self._read(node, pointer))

    def _read(self, node: Node, pointer: str) -> tuple[Response, ...]:
        return tuple(
            self._response(status, found, at, is_own=at.startswith(f"{pointer}/"))
            for status, found, at in self.schemas.tree.entries(node, pointer)
            if not status.startswith("x-")
        )

    def _response(self, status: str, node: Mapping[str, Any], pointer: str, *, is_own: bool) -> Response:
        """An answer, which may be one of the list's `own`, or that of others: these every list that names it has in common."""
        if (known := self._referred.get((status, pointer))) is not None:
            if is_own:
                self.schemas.leave_trace()  # it was read for this very place, and has models of it
        else:
            known = self._referred[status, pointer] = Response(
                status=status.upper() if status != "default" else status,
                description=text(node.get("description")),
                contents=_contents(self.schemas, node.get("content"), join(pointer, "content")),
                headers=_headers(self.schemas, node.get("headers"), join(pointer, "headers")),
            )
        return known


def result_type(method: str, responses: tuple[Response, ...]) -> TypeRef:
    """What a successful call returns: a union only where successful answers differ."""
    successes = [r for r in responses if r.status.startswith("2")] or [r for r in responses if r.status == "default"]
    if method == "HEAD" or not successes:
        return NONE
    return united([response.contents[0].type if response.contents else NONE for response in successes])


class _Entry(NamedTuple):
    """A Media Type Object, its pointer, and that of its schema."""

    node: Mapping[str, Any]
    pointer: str
    schema: str


def _contents(schemas: Schemas, node: Node, pointer: str) -> tuple[Content, ...]:
    """Every media type with what it carries; JSON first, because clients prefer it."""
    if not node:
        return ()
    entries = _entries(schemas, mapping(node), pointer)
    described = next(
        (known for known, entry in entries.items() if _is_any_json(known) and entry.node.get("schema")), None
    )
    contents = [
        _content(schemas, media_type, entries[_source(media_type, entry.node, described)])
        for media_type, entry in entries.items()
    ]
    return tuple(sorted(contents, key=lambda content: not _is_json(content.media_type)))


def _entries(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> dict[str, _Entry]:
    """What is said of each media type; a key that is none stands for any where there is nothing else."""
    found: dict[str, _Entry] = {}
    for media_type, entry in node.items():
        if "/" in media_type:
            found[media_type] = _entry(mapping(entry), join(pointer, media_type), found)
    for key in node:
        if "/" not in key and not key.startswith("x-"):
            outcome = "what it carries is left out" if found else "it stands for any, `*/*`"
            if not found:
                found["*/*"] = _entry(mapping(node[key]), join(pointer, key), found)
            message = f"{key!r} is no media type; {outcome}"
            schemas.report(findings.MEDIA_TYPE_UNUSABLE, message, join(pointer, key), key=True)
    return found


def _entry(node: Mapping[str, Any], pointer: str, before: Mapping[str, _Entry]) -> _Entry:
    """A schema that is written out again has the place, and the name, of the first."""
    schema = node.get("schema")
    same = (known.schema for known in before.values() if repr(known.node.get("schema")) == repr(schema))
    return _Entry(node=node, pointer=pointer, schema=next(same, join(pointer, "schema")))


def _source(media_type: str, node: Mapping[str, Any], described: str | None) -> str:
    """The media type whose entry says what one carries: `application/json` with an example alone may stand beside one with
    a charset, or `*/*`, that has the schema."""
    return described if described and _is_json(media_type) and "schema" not in node else media_type


def _content(schemas: Schemas, media_type: str, entry: _Entry) -> Content:
    return Content(
        media_type=media_type,
        type=_carried(schemas, media_type, entry.node.get("schema"), entry.schema),
        encodings=tuple(_encoding(name, mapping(node)) for name, node in mapping(entry.node.get("encoding")).items()),
        item=_item(schemas, media_type, entry.node, entry.pointer),
    )


def _item(schemas: Schemas, media_type: str, node: Mapping[str, Any], pointer: str) -> TypeRef | None:
    """What comes one by one; documents older than 3.2 say it of events by `schema`."""
    if "itemSchema" in node:
        return schemas.type_at(node["itemSchema"], join(pointer, "itemSchema"))
    found, _ = schemas.tree.follow(node.get("schema"), join(pointer, "schema"))
    if media_type.partition(";")[0].strip().lower() == "text/event-stream" and found:
        return schemas.type_at(node["schema"], join(pointer, "schema"))
    return None


def _carried(schemas: Schemas, media_type: str, schema: Node, pointer: str) -> TypeRef:
    """The Python side of a media type: JSON and forms carry their schema, text is `str`, the rest is `bytes`."""
    kind = media_type.partition(";")[0].strip().lower()
    if _is_json(kind) or kind in _FORMS:
        otherwise = ANY if _is_json(kind) else DictOf(value=ANY)
        return schemas.type_at(schema, pointer) if isinstance(schema, dict | bool) else otherwise
    if kind == "*/*" and not _says_bytes(schemas, schema, pointer):
        return schemas.type_at(schema, pointer)
    if kind.startswith("text/") or kind.endswith(("/xml", "+xml", "/yaml", "+yaml", "/x-yaml")):
        return _textual(schemas, schema, pointer)
    return BINARY


def _says_bytes(schemas: Schemas, schema: Node, pointer: str) -> bool:
    """Whether a schema for media of any kind tells nothing but that there are bytes."""
    node, _ = schemas.tree.follow(schema, pointer)
    return not node or text(node.get("type")) == "string" or ("contentMediaType" in node and "type" not in node)


def _textual(schemas: Schemas, schema: Node, pointer: str) -> TypeRef:
    """Text as the single value that its schema describes; as `str` where that would take a parser."""
    node, _ = schemas.tree.follow(schema, pointer)
    if text(node.get("type")) not in ("string", "integer", "number", "boolean") or node.get("format") == "binary":
        return TEXT
    return schemas.type_at(schema, pointer)


def _is_any_json(media_type: str) -> bool:
    return _is_json(media_type) or media_type.startswith("*/*")


@lru_cache(maxsize=1024)
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
    if not node:
        return ()
    scope = Scope()
    return tuple(
        _header(schemas, wire_name, scope.claim([snake(wire_name, fallback="header")]), found, at)
        for wire_name, found, at in schemas.tree.entries(node, pointer)
        if wire_name.lower() != "content-type"
    )


def _header(schemas: Schemas, wire_name: str, name: str, node: Mapping[str, Any], pointer: str) -> Header:
    media_type = next(iter(mapping(node.get("content"))), None)
    schema, at = node.get("schema", {"type": "string"}), join(pointer, "schema")
    if media_type is not None:
        schema, at = (
            mapping(mapping(node["content"])[media_type]).get("schema", {}),
            join(pointer, "content", media_type, "schema"),
        )
    return Header(
        name=name,
        wire_name=wire_name,
        type=schemas.type_at(schema, at),
        required=node.get("required") is True,
        explode=node.get("explode") is True,
        media_type=media_type,
        description=text(node.get("description")),
    )
