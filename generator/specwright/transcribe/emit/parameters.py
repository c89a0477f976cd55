"""Parameters: path placeholders, query options and headers of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..names import PageTypes
from ..page import Page, PropertyRow, by_name
from ..paths import Placeholder, Target
from ..policy import Policy
from .schemas import Schema, Schemas

__all__ = ["parameters"]

# OpenAPI ignores header parameters of these names; they are security, body and response media types.
_NOT_PARAMETERS = ("authorization", "content-type", "accept")
_INTEGER_OPTIONS = ("$top", "$skip")
_OPTIONS = {
    "$count": "Whether to include the number of all items.",
    "$expand": "Related resources to include.",
    "$filter": "Which items to return.",
    "$format": "The media type to return.",
    "$orderby": "The order of the items.",
    "$search": "The words to search for.",
    "$select": "Which properties to return.",
    "$skip": "How many items to leave out at the start.",
    "$skiptoken": "Where the next page begins.",
    "$top": "How many items to return at most.",
}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def parameters(page: Page, target: Target, schemas: Schemas, types: PageTypes, policy: Policy) -> list[Schema]:
    """The parameters of one request line: path in the order of the path, then query, then headers."""
    rows = by_name(page.path_parameters)
    path = [_path(placeholder, rows, schemas, types, policy) for placeholder in target.placeholders]
    return [*path, *_query(page, target, schemas, types), *_headers(page.headers)]


def _path(
    placeholder: Placeholder, rows: dict[str, PropertyRow], schemas: Schemas, types: PageTypes, policy: Policy
) -> Schema:
    row = rows.get(placeholder.written) or rows.get(placeholder.name)
    schema = schemas.row(row, types) if row else {"type": "string"}
    text = schema.pop("description", "")
    described: Schema = {"description": text} if text else {}
    if not text and policy.parameter_descriptions == "derive":
        described = {"description": _derived(placeholder), "x-policy": "parameter_descriptions"}
    return {
        "name": placeholder.name,
        "in": "path",
        "required": True,
        **described,
        "schema": schema or {"type": "string"},
    }


def _derived(placeholder: Placeholder) -> str:
    if "|" in placeholder.written:
        return f"One of {', '.join(choice.strip() for choice in placeholder.written.split('|'))}."
    words = [word.lower() for word in _WORDS.findall(placeholder.name)]
    if words[-1:] == ["id"]:
        owner = " ".join(words[:-1]) or placeholder.segment or "resource"
        return f"The identifier of the {owner}."
    return f"The {' '.join(words) or 'value'}."


def _query(page: Page, target: Target, schemas: Schemas, types: PageTypes) -> Iterator[Schema]:
    rows = by_name(page.query_parameters)
    names = dict.fromkeys([*target.query, *(option.value for option in page.query_options), *rows])
    for name in names:
        row = rows.get(name)
        schema = schemas.row(row, types) if row else _option(name)
        text = schema.pop("description", "") or _OPTIONS.get(name.lower(), "")
        required = {"required": True} if row and row.wording.required else {}
        yield {"name": name, "in": "query", **required, **({"description": text} if text else {}), "schema": schema}


def _option(name: str) -> Schema:
    if name.lower() in _INTEGER_OPTIONS:
        return {"type": "integer", "minimum": 0}
    return {"type": "boolean"} if name.lower() == "$count" else {"type": "string"}


def _headers(rows: Iterable[PropertyRow]) -> Iterator[Schema]:
    seen = set(_NOT_PARAMETERS)
    for row in rows:
        name = row.name.value.partition(":")[0].strip("*` ")
        if name and name.lower() not in seen and re.fullmatch(r"[A-Za-z0-9-]+", name):
            seen.add(name.lower())
            required = {"required": True} if row.wording.required else {}
            text = {"description": row.wording.text} if row.wording.text else {}
            yield {"name": name, "in": "header", **required, **text, "schema": {"type": "string"}}
