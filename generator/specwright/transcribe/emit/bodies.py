"""Request bodies and responses: media types, schemas, and the examples that fit them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ..names import PageTypes
from ..page import Message, Page
from ..policy import Policy
from ..statuses import belongs_to_another, phrase
from ..types import primitive
from ..wording import body_description
from .schemas import Schema, Schemas

__all__ = ["Fits", "request_body", "responses", "status_of"]

Fits = Callable[[Any, Schema], bool]
"""Whether an example is valid against a schema."""

_JSON = "application/json"
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*/[A-Za-z0-9.+-]*[A-Za-z0-9]")
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]+")
_REFERENCE: Schema = {
    "type": "object",
    "properties": {
        "@odata.id": {"type": "string", "format": "uri", "description": "The URI of the entity to refer to."}
    },
    "required": ["@odata.id"],
}
_ODATA_ERROR: Schema = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}


def request_body(
    page: Page, method: str, path: str, schemas: Schemas, types: PageTypes, policy: Policy, fits: Fits
) -> Schema | None:
    """The request body of an operation; None when the page documents none."""
    messages = [example.request for example in page.examples if example.request]
    if method in ("GET", "HEAD") or not (page.body.expected or any(message.is_json for message in messages)):
        return None
    schema = _body_schema(page, method, path, schemas, types, policy, messages)
    declared = (row.description.value for row in page.headers if row.name.value.lower() == "content-type")
    text = body_description(page.body.intro.value) if page.body.intro else ""
    described: Schema = {"description": text} if text else {}
    return described | {"required": True, "content": {_media_type(declared): _content(schema, messages, fits)}}


def _body_schema(
    page: Page, method: str, path: str, schemas: Schemas, types: PageTypes, policy: Policy, messages: list[Message]
) -> Schema:
    refers = path.endswith("$ref")
    shown = any(isinstance(message.value, dict) and "@odata.id" in message.value for message in messages)
    if refers and (shown or policy.reference_body == "odata-id"):
        return _REFERENCE
    if page.body.type and (method in ("POST", "PUT") or not page.body.rows):
        return schemas.of(page.body.type, types)
    return schemas.object(page.body.rows, types, partial=method == "PATCH") if page.body.rows else {}


def status_of(page: Page, policy: Policy) -> str:
    """The status of success: by the sentence, or by the example where the policy or the lack of one says so."""
    said = page.response.status if page.response else ""
    shown = [found[0] for m in _replies(page) if (found := re.search(r"\b2\d\d\b", m.start.value))]
    status = said or (shown[0] if shown else "200")
    if policy.status == "example" and shown and status not in shown:
        status = shown[0]
    promised = page.response is not None and page.response.claims_body
    return "200" if status == "204" and promised and policy.no_content_body == "ok" else status


def responses(page: Page, schemas: Schemas, types: PageTypes, policy: Policy, fits: Fits) -> Schema:
    """The responses of an operation."""
    status = status_of(page, policy)
    success: Schema = {"description": _reason(page, status)}
    returns = page.response.returns if page.response else None
    if returns and status not in ("204", "205", "304"):
        replies = _replies(page)
        declared = (
            header.value.value for m in replies for header in m.headers if header.name.value.lower() == "content-type"
        )
        schema = _response_schema(page, schemas, types, replies)
        success["content"] = {_media_type(declared): _content(schema, replies, fits)}
    errors: Schema = {"default": {"description": "Error", "content": {_JSON: {"schema": _ODATA_ERROR}}}}
    return {status: success} | (errors if policy.errors == "odata" else {})


def _response_schema(page: Page, schemas: Schemas, types: PageTypes, replies: list[Message]) -> Schema:
    """OData wraps collections and primitive values in an object with a `value`."""
    returns = page.response.returns if page.response else None
    assert returns is not None
    schema = schemas.of(returns, types)
    wraps = any(isinstance(message.value, dict) and "value" in message.value for message in replies)
    if not returns.collection:
        simple = primitive(returns.name) is not None and wraps
        return {"type": "object", "properties": {"value": schema}, "required": ["value"]} if simple else schema
    if any(isinstance(message.value, list) for message in replies):
        return schema
    following: Schema = {"type": "string", "format": "uri", "description": "Where the next page is, if there is one."}
    return {"type": "object", "properties": {"value": schema, "@odata.nextLink": following}, "required": ["value"]}


def _replies(page: Page) -> list[Message]:
    return [example.response for example in page.examples if example.response]


def _reason(page: Page, status: str) -> str:
    said = page.response.reason if page.response and page.response.status == status else ""
    return (said if not belongs_to_another(said, status) else "") or phrase(status) or "Success"


def _media_type(declared: Iterable[str]) -> str:
    found = (match[0] for value in declared if (match := _MEDIA_TYPE.search(value)))
    return next(found, _JSON)


def _content(schema: Schema, messages: Iterable[Message], fits: Fits) -> Schema:
    kept: dict[str, Any] = {}
    for message in messages:
        if message.is_json and message.value not in ({}, []) and fits(message.value, schema):
            name = _NOT_IN_KEYS.sub("-", str(message.annotations.get("name") or ""))
            kept.setdefault(name or f"example{len(kept) + 1}", {"value": message.value})
    return {"schema": schema} | ({"examples": kept} if kept else {})
