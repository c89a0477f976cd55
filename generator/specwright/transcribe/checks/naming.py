"""Namespaces: the page's line, the types of its examples, and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..examples import places
from ..findings import NAMESPACE_DISAGREES, NESTED_TYPE_DISAGREES
from ..names import declared_type
from ..page import Message, PropertyRow, Text
from .found import Finding, Subject

__all__ = ["namespace", "nested_types"]


def namespace(subject: Subject) -> Iterator[Finding]:
    """The namespace line against the namespace of the page's main type."""
    page, main = subject.page, subject.types.main
    if page.namespace is None or main is None or not main.spelled:
        return
    declared = main.spelled.rpartition(".")[0]
    if page.namespace.value.rstrip(".").lower() != declared.lower():
        yield Finding(
            code=NAMESPACE_DISAGREES, page=page, at=page.namespace,
            message=f"The page says {page.namespace.value}, its type is {main.spelled}",
            assumed=f"the namespace of the type, {declared}", todo="Give the page the namespace of its type.",
        )  # fmt: skip


def nested_types(subject: Subject) -> Iterator[Finding]:
    """The type that an example declares for a property against the qualified type in the table."""
    rows = {row.name.value: row for row in subject.page.body.rows if "." in row.type.name}
    for example in subject.page.examples:
        for message in (example.request, example.response):
            if message and message.body and isinstance(message.value, dict):
                yield from _nested(subject, message, rows, message.body, message.value)


def _nested(
    subject: Subject, message: Message, rows: Mapping[str, PropertyRow], body: Text, value: Mapping[str, Any]
) -> Iterator[Finding]:
    found = places(body)
    for name, row in rows.items():
        member = value.get(name)
        declared = declared_type(member.get("@odata.type")) if isinstance(member, dict) else ""
        same_name = declared.rpartition(".")[2].lower() == row.type.name.rpartition(".")[2].lower()
        if declared and same_name and declared.lower() != row.type.name.lower():
            yield Finding(
                code=NESTED_TYPE_DISAGREES, page=subject.page, at=found.get((name, "@odata.type"), message.start),
                message=f"`{name}` is a {declared} in the example and a {row.type.name} in the table",
                assumed=f"the table's {row.type.name}", todo="Use one qualified name.",
                related=(("The table's type", subject.page, row.type_text),),
            )  # fmt: skip
