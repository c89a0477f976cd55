"""A documentation page and its parts: plain data, each part with the line and column where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from specwright.diagnostics import Span

__all__ = [
    "BodySection",
    "Example",
    "Header",
    "Kind",
    "Link",
    "Message",
    "Page",
    "PermissionRow",
    "PropertyRow",
    "Request",
    "ResponseSentence",
    "Text",
    "TypeUse",
    "Wording",
    "by_name",
]


class Kind(StrEnum):
    """What a page documents."""

    API = "api"
    RESOURCE = "resource"
    ENUM = "enum"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of a page and where it begins; lines and columns count from 1."""

    value: str
    line: int
    column: int = 1

    def at(self, offset: int, value: str) -> Text:
        """The part `value` that begins `offset` characters into this text."""
        before = self.value[:offset]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.column + offset
        return Text(value=value, line=self.line + lines, column=column)

    def span(self, file: str) -> Span:
        """This place, for a diagnostic about `file`; of a text of several lines, the first."""
        width = len(self.value.partition("\n")[0])
        end = self.column + width if width else None
        return Span(file=file, line=self.line, column=self.column, end_line=self.line if end else None, end_column=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`[label](target)`: how a page refers to another."""

    label: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeUse:
    """What a type cell or a response sentence says: a name, perhaps linked, perhaps a collection of it.

    `name` is empty where the text names no type; `unknown` marks what the page generator could not resolve.
    """

    name: str
    target: str = ""
    collection: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the wording of a description says about its property; `text` is what remains for a reader."""

    text: str
    required: bool | None = None
    nullable: bool = False
    read_only: bool = False
    inherited: Link | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyRow:
    """A row of a property or parameter table."""

    name: Text
    type: TypeUse
    type_text: Text
    description: Text
    wording: Wording


def by_name(rows: Iterable[PropertyRow]) -> dict[str, PropertyRow]:
    """Rows by the name of their property; of several of one name, the first counts."""
    first: dict[str, PropertyRow] = {}
    for row in rows:
        first.setdefault(row.name.value, row)
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A row of the request header table, or a header line of an example."""

    name: Text
    value: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionRow:
    """A row of the permissions table; each alternative is the set of scopes that together suffice."""

    label: Text
    cell: Text
    alternatives: tuple[tuple[str, ...], ...]

    @property
    def application(self) -> bool:
        """Whether the row is about permissions of an application, not of a signed-in user."""
        return self.label.value.lower().startswith("application")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A line of the HTTP request block; `target` is empty where the page says that the URI was not found."""

    method: str
    target: Text
    line: Text
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySection:
    """The request body section: whether there is a body, of which type, and its table."""

    intro: Text | None = None
    expected: bool = False
    type: TypeUse | None = None
    claims_required: Text | None = None
    rows: tuple[PropertyRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseSentence:
    """What the response section promises: the first status code, its reason and the type that comes back.

    `statuses` are all the codes that the section names.
    """

    text: Text
    status: str = ""
    statuses: tuple[str, ...] = ()
    reason: str = ""
    returns: TypeUse | None = None
    claims_body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request or a response of an example: start line, headers, body, and the comment that annotates it."""

    start: Text
    headers: tuple[Header, ...] = ()
    body: Text | None = None
    value: Any = None
    error: Text | None = None
    annotations: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_json(self) -> bool:
        """Whether `value` is the parsed body."""
        return self.body is not None and self.error is None and self.value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A request and the response to it; either may be missing."""

    request: Message | None = None
    response: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. Parts that the page does not have are empty."""

    file: str
    source: str
    kind: Kind
    title: Text
    lines: tuple[str, ...] = field(repr=False)
    front_matter: Mapping[str, Text] = field(default_factory=dict)
    namespace: Text | None = None
    summary: Text | None = None
    permissions: tuple[PermissionRow, ...] = ()
    requests: tuple[Request, ...] = ()
    unknown_requests: tuple[Text, ...] = ()
    headers: tuple[PropertyRow, ...] = ()
    query_options: tuple[Text, ...] = ()
    query_parameters: tuple[PropertyRow, ...] = ()
    path_parameters: tuple[PropertyRow, ...] = ()
    body: BodySection = field(default_factory=BodySection)
    response: ResponseSentence | None = None
    examples: tuple[Example, ...] = ()
    properties: tuple[PropertyRow, ...] = ()
    annotations: Mapping[str, Any] = field(default_factory=dict)
    bases: tuple[Link, ...] = ()
    enums: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    ragged: tuple[Text, ...] = ()
    broken_comments: tuple[Text, ...] = ()
    front_matter_error: Text | None = None

    def span(self, text: Text | None = None) -> Span:
        """The place of a part of this page; of its title without one."""
        return (text or self.title).span(self.file)
