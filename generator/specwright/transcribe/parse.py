"""From the Markdown of a page to a `Page`: which section says what (the doc-set's page grammar)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .examples import read_comment, read_examples
from .front_matter import body_start, front_matter
from .outline import Fence, Outline, Paragraph, Row, Section, Table, outline
from .page import BodySection, Example, Kind, Link, Page, PropertyRow, Request, ResponseSentence, Text, TypeUse
from .paths import looks_like_request, read_request
from .permissions import read_permissions
from .sentences import read_options, read_response, read_wording
from .types import read_type
from .wording import CLAIMS_REQUIRED, IN_URL, INHERITS, NAMESPACE, NO_BODY, body_type

__all__ = ["parse"]

_PROPERTY_COLUMNS = ("property", "parameter", "name", "header", "relationship", "query parameter")
_DESCRIPTION_COLUMNS = ("description", "value")
_ENUM_COLUMNS = ("member", "name", "value")


def parse(text: str, *, file: str, source: str, folder: str = "") -> Page:
    """Read a page. Whatever it lacks is empty in the result; this never fails.

    `file` is what diagnostics call it, `source` what the document calls it, and `folder` decides its kind where the
    front matter does not.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = body_start(lines)
    matter, error = front_matter(lines)
    content = outline(lines[start:], start + 1)
    page = Page(
        file=file, source=source, kind=_kind(matter, folder, content), title=_title(content), lines=tuple(lines)
    )
    broken = tuple(
        fence.comment for fence in _annotated(content) if fence.comment and read_comment(fence.comment) is None
    )
    page = replace(page, front_matter=matter, front_matter_error=error, broken_comments=broken, **_preamble(content))
    return _api(page, content) if page.kind is Kind.API else _resource(page, content)


def _annotated(content: Outline) -> Iterator[Fence]:
    return (fence for section in content.sections for fence in section.fences if fence.comment)


def _kind(matter: Mapping[str, Text], folder: str, content: Outline) -> Kind:
    """By `doc_type`, then by folder, then by sections; a resource page that calls itself an API page is believed less."""
    declared = matter["doc_type"].value.lower() if "doc_type" in matter else ""
    shape = Kind.API if content.under("http request") else Kind.RESOURCE if content.under("properties") else Kind.OTHER
    for word, kind in (("api", Kind.API), ("resource", Kind.RESOURCE), ("enum", Kind.ENUM)):
        if declared.startswith(word):
            return shape if kind is Kind.API and shape is Kind.RESOURCE else kind
    if declared:
        return Kind.OTHER
    return {"api": Kind.API, "resources": Kind.RESOURCE}.get(folder, shape)


def _title(content: Outline) -> Text:
    heading = next((section.title for section in content.sections if section.level == 1), None)
    return heading or Text(value="", line=1)


def _preamble(content: Outline) -> dict[str, Any]:
    """The namespace line and the first sentence below the title."""
    namespace: Text | None = None
    for section in content.sections:
        for paragraph in section.paragraphs if section.level <= 1 else ():
            first, _, rest = paragraph.text.value.partition("\n")
            if found := NAMESPACE.match(first):
                namespace = paragraph.text.at(found.start(1), found[1])
                paragraph = replace(paragraph, text=paragraph.text.at(len(first) + 1, rest))
            if paragraph.text.value and not paragraph.quoted and not paragraph.text.value.startswith("[!"):
                return {"namespace": namespace, "summary": paragraph.text}
    return {"namespace": namespace, "summary": None}


def _api(page: Page, content: Outline) -> Page:
    examples = read_examples(content)
    return replace(
        page,
        permissions=tuple(
            row for table in _tables(content, "permission", "prerequisites") for row in read_permissions(table)
        ),
        requests=tuple(_requests(content.under("http request", "http requests")))
        or tuple(_requests(_unnamed(content))),
        unknown_requests=tuple(_unknown_requests(content.under("http request", "http requests"))),
        headers=_rows(content, "request header", "optional request header"),
        query_options=tuple(_options(content)),
        query_parameters=_rows(content, "optional query param", "query param"),
        path_parameters=(*_rows(content, "path param", "function param"), *_url_rows(content)),
        body=_body(content),
        response=_response(content, examples),
        examples=examples,
        ragged=tuple(_ragged(content)),
    )


def _resource(page: Page, content: Outline) -> Page:
    fences = [fence for section in content.under("json representation") for fence in section.fences]
    notes = next((found for fence in fences if (found := read_comment(fence.comment))), {})
    top = [paragraph.text.value for section in content.sections[:2] for paragraph in section.paragraphs]
    return replace(
        page,
        annotations=notes,
        properties=(*_rows(content, "properties"), *_rows(content, "relationships")),
        bases=tuple(Link(label=found[1], target=found[2]) for text in top for found in INHERITS.finditer(text)),
        enums=dict(_enums(content)),
        ragged=tuple(_ragged(content)),
    )


def _tables(content: Outline, *names: str) -> Iterator[Table]:
    for section in content.under(*names):
        yield from section.tables


def _unnamed(content: Outline) -> Iterator[Section]:
    """The sections that may hold request lines where no section is named after them."""
    for section in content.sections:
        if section.title.value.lower().startswith(
            ("request header", "request body", "response", "example", "optional")
        ):
            return
        yield section


def _requests(sections: Iterable[Section]) -> Iterator[Request]:
    return (request for line in _code_lines(sections) if (request := read_request(line)))


def _unknown_requests(sections: Iterable[Section]) -> Iterator[Text]:
    """Lines of a request block that would be requests if their first word were a method."""
    return (line for line in _code_lines(sections) if looks_like_request(line.value) and not read_request(line))


def _code_lines(sections: Iterable[Section]) -> Iterator[Text]:
    for section in sections:
        for fence in section.fences:
            offset = 0
            for line in fence.text.value.split("\n") if fence.info.lower() != "csharp" else ():
                yield fence.text.at(offset, line)
                offset += len(line) + 1


def _rows(content: Outline, *names: str) -> tuple[PropertyRow, ...]:
    rows = (_row(table, row) for name in names for table in _tables(content, name) for row in table.rows)
    unique = {(row.name.line, row.name.value): row for row in rows if row is not None}
    return tuple(unique.values())


def _row(table: Table, row: Row) -> PropertyRow | None:
    name, kind = table.column(*_PROPERTY_COLUMNS), table.column("type")
    described = next((i for column in _DESCRIPTION_COLUMNS if (i := table.column(column)) not in (None, name)), None)
    if name is None or not row.cells[name].value.strip("`* "):
        return None
    nothing = Text(value="", line=row.cells[0].line)
    description = nothing if described is None else row.cells[described]
    type_text = nothing if kind is None else row.cells[kind]
    return PropertyRow(
        name=_clean_name(row.cells[name]),
        type=read_type(type_text.value) if kind is not None else TypeUse(name="String"),
        type_text=type_text,
        description=description,
        wording=read_wording(description.value),
    )


def _clean_name(cell: Text) -> Text:
    """The name without emphasis, link or a remark behind it."""
    name = cell.value.replace("\\", "").strip("`* ")
    if name.startswith("[") and "]" in name:
        name = name[1 : name.index("]")]
    name = name.split()[0] if name else ""
    return cell.at(max(cell.value.find(name), 0), name)


def _options(content: Outline) -> Iterator[Text]:
    for section in content.under("optional query param", "query param"):
        for paragraph in section.paragraphs:
            for offset, name in read_options(paragraph.text.value):
                yield paragraph.text.at(offset, name)


def _body(content: Outline) -> BodySection:
    paragraphs = [paragraph for section in content.under("request body") for paragraph in section.paragraphs]
    whole = " ".join(paragraph.text.value for paragraph in paragraphs)
    rows = () if IN_URL.search(whole) else _rows(content, "request body")
    claim = next((p.text for p in paragraphs if CLAIMS_REQUIRED.search(p.text.value)), None)
    return BodySection(
        intro=paragraphs[0].text if paragraphs else None,
        expected=bool(rows) or (bool(paragraphs) and not NO_BODY.search(whole) and not IN_URL.search(whole)),
        type=body_type(whole),
        claims_required=claim,
        rows=rows,
    )


def _url_rows(content: Outline) -> tuple[PropertyRow, ...]:
    """Parameters of functions, which some pages list in the section about the body."""
    prose = " ".join(p.text.value for section in content.under("request body") for p in section.paragraphs)
    return _rows(content, "request body") if IN_URL.search(prose) else ()


def _response(content: Outline, examples: Sequence[Example]) -> ResponseSentence | None:
    paragraphs: list[Paragraph] = [
        p for section in content.under("response") for p in section.paragraphs if not p.quoted
    ]
    found = [sentence for p in paragraphs if (sentence := read_response(p.text))]
    if not found:
        return ResponseSentence(text=paragraphs[0].text) if paragraphs else None
    first = next((sentence for sentence in found if sentence.status), found[0])
    if first.returns and any(_is_collection(example) for example in examples):
        first = replace(first, returns=replace(first.returns, collection=True))
    return replace(first, statuses=tuple(status for sentence in found for status in sentence.statuses))


def _is_collection(example: Example) -> bool:
    """Whether the annotation of a response says that it is a collection, which many sentences leave out."""
    notes = example.response.annotations if example.response else {}
    declared = str(notes.get("@odata.type", "")).lower().startswith("collection(")
    return declared or str(notes.get("isCollection")).lower() == "true"


def _enums(content: Outline) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """Enumerations that a page lists in a section of their own, by name."""
    for section in content.sections:
        words = section.title.value.split()
        if len(words) == 2 and words[1].lower() in ("values", "members") and section.tables:
            table = section.tables[0]
            column = table.column(*_ENUM_COLUMNS) or 0
            members = (_clean_name(row.cells[column]) for row in table.rows)
            yield words[0].strip("`*"), tuple(member for member in members if member.value)


def _ragged(content: Outline) -> Iterator[Text]:
    for section in content.sections:
        for table in section.tables:
            width = len(table.header.cells)
            yield from (row.cells[0] for row in table.rows if row.written > width)
