"""Example bodies against the property table of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..examples import places
from ..findings import EXAMPLE_JSON, EXAMPLE_PLACEHOLDER, EXAMPLE_VALUE
from ..page import Message, PropertyRow, Text
from ..types import primitive
from .found import Finding, Subject

__all__ = ["json", "placeholders", "values"]

_PLACEHOLDER = re.compile(
    r"(?:String|Integer|Int\d*|Boolean|Double|Single|Guid|DateTimeOffset|Date|Duration|Binary)(?: \([^)]*\))?"
)
_ELISION = ("...", "…")


def json(subject: Subject) -> Iterator[Finding]:
    """Bodies that look like JSON and are not; an author's `...` is a deliberate cut."""
    for message in _messages(subject):
        if message.error and message.body and not any(mark in message.body.value for mark in _ELISION):
            yield Finding(
                code=EXAMPLE_JSON, page=subject.page, at=message.error, message=f"The example is no JSON: {message.error.value}",
                assumed="no example", todo="Repair the JSON.",
            )  # fmt: skip


def placeholders(subject: Subject) -> Iterator[Finding]:
    """Placeholder strings where the table says something else than String; an example is told once."""
    for message in _messages(subject):
        left = [(row, at) for row, value, at in _members(subject, message) if _is_placeholder(row, value)]
        if left:
            names = ", ".join(f"`{row.name.value}` ({_promise(row)})" for row, _ in left)
            yield Finding(
                code=EXAMPLE_PLACEHOLDER, page=subject.page, at=left[0][1],
                message=f"The example has placeholder strings for {names}",
                assumed="the types of the table; the example is left out", todo="Use values of the documented types.",
            )  # fmt: skip


def values(subject: Subject) -> Iterator[Finding]:
    """Values of an enumeration that the table does not list; flags may be combined with commas."""
    for row, value, at in (member for message in _messages(subject) for member in _members(subject, message)):
        listed = {member.lower() for member in row.wording.values}
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        used = [part.strip() for text in texts if isinstance(text, str) for part in re.split(r"[,|]", text)]
        wrong = [part for part in used if part and part.lower() not in listed and not _PLACEHOLDER.fullmatch(part)]
        if listed and wrong and _is_enumeration(row):
            yield Finding(
                code=EXAMPLE_VALUE, page=subject.page, at=at, message=f"`{wrong[0]}` is no listed value of `{row.name.value}`",
                assumed="the listed values; the example is left out", todo="Use a listed value, or list this one.",
            )  # fmt: skip


def _is_placeholder(row: PropertyRow, value: Any) -> bool:
    schema = primitive(row.type.name)
    typed = bool(row.wording.values) or (schema is not None and schema not in ({"type": "string"}, {}))
    return typed and isinstance(value, str) and _PLACEHOLDER.fullmatch(value) is not None


def _promise(row: PropertyRow) -> str:
    return "a listed value" if row.wording.values else row.type_text.value


def _is_enumeration(row: PropertyRow) -> bool:
    schema = primitive(row.type.name)
    return schema is None or schema == {"type": "string"}


def _messages(subject: Subject) -> Iterator[Message]:
    for example in subject.page.examples:
        yield from (message for message in (example.request, example.response) if message)


def _members(subject: Subject, message: Message) -> Iterator[tuple[PropertyRow, Any, Text]]:
    """The members of an example body that the table has a row for."""
    rows: Mapping[str, PropertyRow] = {row.name.value: row for row in subject.page.body.rows}
    if message.body and isinstance(message.value, dict):
        found = places(message.body)
        for name in [name for name in message.value if name in rows]:
            yield rows[name], message.value[name], found.get((name,), message.start)
