"""What several rules ask about an operation: its statuses, its security, what it sends and receives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from specwright.lint.node import Node
from specwright.lint.survey import Survey

__all__ = ["METHODS_THAT_CHANGE", "answers", "is_json", "requirements", "route_schemas", "statuses"]

METHODS_THAT_CHANGE = frozenset({"post", "put", "patch", "delete"})


def statuses(operation: Node) -> set[str]:
    """The statuses that an operation declares, in upper case: `200`, `4XX`, `DEFAULT`."""
    return {str(status).upper() for status in operation.mapping("responses")}


def answers(operation: Node, survey: Survey, *first: str) -> Iterator[tuple[str, Node]]:
    """The responses of an operation whose status begins with one of `first`, references followed."""
    responses = operation.part("responses")
    for status in operation.mapping("responses"):
        if str(status).startswith(first):
            found = survey.follow(responses.part(status))
            if found is not None and isinstance(found.value, dict):
                yield str(status), found


def requirements(operation: Node, survey: Survey) -> list[Any] | None:
    """The security requirements in force for an operation: its own, or the document's."""
    holder = operation if "security" in operation.value else survey.top
    return holder.items("security") if "security" in holder.value else None


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6839 section 3.1)."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def route_schemas(holder: Node | None, survey: Survey) -> Iterator[tuple[str, Node]]:
    """The media types of a body or response with their schemas, references followed."""
    if holder is None:
        return
    content = holder.part("content")
    for media_type in holder.mapping("content"):
        entry = survey.follow(content.part(media_type))
        if entry is not None and isinstance(entry.value, dict) and isinstance(entry.value.get("schema"), dict):
            schema = survey.follow(entry.part("schema"))
            if schema is not None and isinstance(schema.value, dict):
                yield media_type, schema
