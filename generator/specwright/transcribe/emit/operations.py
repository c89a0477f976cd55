"""Operations: one for each line of a request block, named after the page's title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from ..names import PageTypes
from ..page import Page, Request
from ..paths import Target, bare, normal, read_target, segments
from ..policy import Policy
from ..sentences import TODO, plain
from .bodies import Fits, request_body, responses
from .parameters import parameters
from .schemas import Schema, Schemas, source
from .security import requirements

__all__ = ["MISSING", "Planned", "operation", "plan"]

MISSING = "x-missing-uri"
"""Extension of a placeholder path: the type whose collection URI the page does not know."""

_WORD = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An operation that a page documents, before it is written: its place, its names and where it comes from."""

    page: Page
    types: PageTypes
    request: Request
    target: Target
    tag: str
    operation_id: str


def plan(pages: Iterable[tuple[Page, PageTypes]], policy: Policy) -> list[Planned]:
    """The operations of all pages in their order, with unique operationIds; those for one path and method share one."""
    planned: list[Planned] = []
    names: set[str] = set()
    places: dict[tuple[str, str], Planned] = {}
    for page, types in pages:
        first: Target | None = None
        for request in page.requests[:1] if policy.alternative_paths == "first" else page.requests:
            target = _placeholder(page, planned) if request.missing else read_target(request.target.value)
            first = first or target
            tag = _tag(types, target, request)
            known = places.get((request.method, normal(target.path)))
            choices = [f"{tag}.{name}" for name in _named(page, target, first, request)]
            name = known.operation_id if known else _unique(choices, names)
            item = Planned(page=page, types=types, request=request, target=target, tag=tag, operation_id=name)
            places.setdefault((request.method, normal(target.path)), item)
            planned.append(item)
    return planned


def operation(planned: Planned, schemas: Schemas, policy: Policy, fits: Fits) -> Schema:
    """The Operation Object (OpenAPI 3.1, section 4.8.10)."""
    page, types, method = planned.page, planned.types, planned.request.method
    listed = parameters(page, planned.target, schemas, types, policy)
    body = request_body(page, method, planned.target.path, schemas, types, policy, fits)
    security = requirements(page)
    summary = plain(TODO.sub("", page.title.value))
    description = plain(TODO.sub("", page.summary.value)) if page.summary else ""
    return {
        "tags": [planned.tag],
        "summary": summary,
        **({"description": description} if description and description != summary else {}),
        "operationId": planned.operation_id,
        **({"parameters": listed} if listed else {}),
        **({"requestBody": body} if body else {}),
        "responses": responses(page, schemas, types, policy, fits),
        **({"security": security} if security is not None else {}),
        **source(page, planned.request.line),
    }


def _placeholder(page: Page, planned: Iterable[Planned]) -> Target:
    """The path of an operation whose page does not know its URI: it names the page by its title."""
    slug = "-".join(_WORD.findall(page.title.value)).lower() or "page"
    taken = {other.target.path for other in planned}
    path, number = f"/~/{slug}", 2
    while path in taken:
        path, number = f"/~/{slug}-{number}", number + 1
    return Target(base="", path=path, placeholders=(), query=())


def _tag(types: PageTypes, target: Target, request: Request) -> str:
    """The namespace of the main type, of the page, or the first segment of the path."""
    main = types.main.namespace if types.main else ""
    namespace = main or types.namespace
    if namespace or request.missing:
        return namespace or request.missing.rpartition(".")[2]
    return next((name for part in segments(target.path) if (name := bare(part))), "root")


def _named(page: Page, target: Target, first: Target, request: Request) -> list[str]:
    """The title as one word; where that is taken, with what the path has over the page's first one."""
    words: list[str] = _WORD.findall(page.title.value) or [request.method.lower()]
    name = words[0][:1].lower() + words[0][1:] + "".join(word[:1].upper() + word[1:] for word in words[1:])
    known = {bare(part) for part in segments(first.path)}
    extra = [bare(part) for part in segments(target.path) if bare(part) and bare(part) not in known]
    return [name, *([name + "Via" + "".join(part[:1].upper() + part[1:] for part in _words(extra))] if extra else [])]


def _words(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield from _WORD.findall(part)


def _unique(choices: list[str], taken: set[str]) -> str:
    """The first choice that is free, or else the last one with a number."""
    free = (choice for choice in choices if choice.lower() not in taken)
    numbered = (f"{choices[-1]}{number}" for number in count(2))
    candidate = next(free, None) or next(name for name in numbered if name.lower() not in taken)
    taken.add(candidate.lower())
    return candidate
