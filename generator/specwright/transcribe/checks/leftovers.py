"""What a page generator left for the author to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import (
    COMMENT_INVALID,
    FRONT_MATTER_INVALID,
    RAGGED_ROW,
    REQUEST_MISSING,
    TODO_LEFT,
    TYPE_UNKNOWN,
    URI_MISSING,
)
from ..page import PropertyRow, Text
from .found import Finding, Subject

__all__ = ["comments", "front_matter", "ragged_rows", "requests", "todos", "types", "uris"]

_TODO = re.compile(r"\*{0,2}TODO\b:?\s*([^*|\n.]*)")
_MISSING = re.compile(r"\*\*\s*\w+ URI for\s+\S+\s+not found")


def front_matter(subject: Subject) -> Iterator[Finding]:
    """Front matter that is no YAML."""
    page = subject.page
    if error := page.front_matter_error:
        yield Finding(
            code=FRONT_MATTER_INVALID, page=page, at=error, message=f"The front matter is no YAML: {error.value}",
            assumed="its entries as they stand, line by line", todo="Put the value in quotes.",
        )  # fmt: skip


def todos(subject: Subject) -> Iterator[Finding]:
    """Every TODO, wherever it stands."""
    page = subject.page
    for number, line in enumerate(page.lines, start=1):
        for found in _TODO.finditer(line):
            wanted = found[1].strip()
            yield Finding(
                code=TODO_LEFT, page=page, at=Text(value=found[0], line=number, column=found.start() + 1),
                message=f"A TODO is left: {wanted}" if wanted else "A TODO is left", assumed="nothing in its place",
                todo="Write what the TODO asks for.",
            )  # fmt: skip


def uris(subject: Subject) -> Iterator[Finding]:
    """The text that stands where the page generator found no URI."""
    page = subject.page
    for number, line in enumerate(page.lines, start=1):
        if found := _MISSING.search(line):
            block = any(request.line.line == number for request in page.requests)
            yield Finding(
                code=URI_MISSING, page=page, at=Text(value=found[0], line=number, column=found.start() + 1),
                message=f"The URI is missing from the {'request block' if block else 'example'}",
                assumed="a placeholder path named after the page" if block else "no example",
                todo="Name the path, or decide it in the overlay.",
            )  # fmt: skip


def requests(subject: Subject) -> Iterator[Finding]:
    """An API page without a request line."""
    if not subject.page.requests:
        yield Finding(
            code=REQUEST_MISSING, page=subject.page, at=subject.page.title, message="The page shows no request line",
            assumed="no operation", todo="Add an HTTP request section with a fenced request line.",
        )  # fmt: skip


def comments(subject: Subject) -> Iterator[Finding]:
    """Annotations of code blocks that are no JSON."""
    for comment in subject.page.broken_comments:
        yield Finding(
            code=COMMENT_INVALID, page=subject.page, at=comment, message="The comment before this code block is no JSON",
            assumed="what the headings say", todo="Repair the JSON in the comment.",
        )  # fmt: skip


def types(subject: Subject) -> Iterator[Finding]:
    """Type cells that name no type."""
    page = subject.page
    rows: tuple[PropertyRow, ...] = (*page.body.rows, *page.properties)
    for row in rows:
        if row.type.unknown:
            yield Finding(
                code=TYPE_UNKNOWN, page=page, at=row.type_text, message=f"The type of `{row.name.value}` is unknown",
                assumed="any value", todo="Name the type.",
            )  # fmt: skip


def ragged_rows(subject: Subject) -> Iterator[Finding]:
    """Table rows with more cells than their heading."""
    for cell in subject.page.ragged:
        yield Finding(
            code=RAGGED_ROW, page=subject.page, at=cell, message=f"The row of `{cell.value}` has more cells than the heading",
            assumed="the cells that have a heading", todo="Escape pipes inside cells as `\\|`.",
        )  # fmt: skip
