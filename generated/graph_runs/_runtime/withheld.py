"""Properties that a service takes and never gives: `writeOnly` (JSON Schema 2020-12 Validation, 9.4).

Whatever a handler returns, a server answers without them: `password` of an account that was read, changed and returned.
A client sends them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from .policy import Marker, Rewriter, is_marked, marked
from .promised import omittable
from .schemas import Schema

__all__ = ["WRITE_ONLY", "answering", "withheld"]

_KEY = "write_only"
_is_answering: ContextVar[bool] = ContextVar("answering", default=False)


@contextmanager
def answering() -> Generator[None]:
    """Write what a server sends: without what is only written."""
    token = _is_answering.set(True)
    try:
        yield
    finally:
        _is_answering.reset(token)


class _WriteOnly(Marker):
    """Nothing that a service sends back."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """The type; where it has to be sent, as a link of its own, as it may have a marker already."""
        schema: Any = handler(source)
        if schema["type"] != "nullable" or is_marked(schema):
            schema = marked({"type": "chain", "steps": [schema]}, self)
        metadata = {**schema.get("metadata", {}), _KEY: True}
        return cast("core_schema.CoreSchema", {**schema, "metadata": metadata})

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The type, in a response if it is there."""
        inner = rewriter.rewrite(schema["steps"][0])
        return omittable(inner) if rewriter.policy == "response" else inner


WRITE_ONLY = _WriteOnly()
"""Marks a property that is sent, but not received: `password: Annotated[str, WRITE_ONLY]`."""


def withheld(schema: Schema) -> Schema:
    """The schema of an object's properties, those that are only written left out of answers."""
    fields: Any = schema.get("fields")
    if schema["type"] in ("model-fields", "typed-dict"):
        return {
            **schema,
            "fields": {name: _withheld(each) for name, each in fields.items()},
        }
    if schema["type"] == "dataclass-args":
        return {**schema, "fields": [_withheld(each) for each in fields]}
    if schema["type"] == "definitions":
        return {**schema, "definitions": list(map(withheld, schema["definitions"]))}
    return (
        {**schema, "schema": withheld(schema["schema"])}
        if "schema" in schema
        else schema
    )


def _withheld(field: Schema) -> Schema:
    schema: Schema = field["schema"]
    while schema["type"] == "default":
        schema = schema["schema"]
    if not schema.get("metadata", {}).get(_KEY):
        return field
    absent = field.get("serialization_exclude_if")

    def is_left_out(value: Any) -> bool:
        return _is_answering.get() or (absent is not None and absent(value))

    return {**field, "serialization_exclude_if": is_left_out}
