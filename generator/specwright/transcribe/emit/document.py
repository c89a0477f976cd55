"""The OpenAPI document: everything the pages say, in one tree with a stable order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from specwright.ingest.grammar import METHODS

from ..catalog import Catalog
from ..page import Kind, Page
from ..paths import normal, read_target
from ..policy import Policy
from .alternatives import widened
from .fitting import fitting
from .operations import MISSING, Planned, operation, plan
from .schemas import Schema, Schemas
from .security import schemes

__all__ = ["document"]


def document(pages: Sequence[Page], catalog: Catalog, policy: Policy) -> Schema:
    """The OpenAPI 3.1 tree of `pages`: paths in the order of the pages, components in alphabetical order."""
    schemas = Schemas(catalog, policy)
    components = schemas.components()
    fits = fitting(components)
    api = [page for page in pages if page.kind is Kind.API]
    planned = list(_one_spelling(plan([(page, catalog.by_page[page.file]) for page in api], policy)))
    paths: dict[str, Schema] = {}
    for item in planned:
        path = paths.setdefault(item.target.path, {})
        if item.request.missing:
            path[MISSING] = item.request.missing
        method, found = item.request.method.lower(), operation(item, schemas, policy, fits)
        path[method] = widened(path[method], found) if method in path else found
    servers = _servers(api, policy)
    return {
        "openapi": "3.1.1",
        "info": {"title": policy.title, "version": policy.version or servers[0].rstrip("/").rpartition("/")[2]},
        "servers": [{"url": server} for server in servers],
        "tags": [{"name": name} for name in dict.fromkeys(item.tag for item in planned)],
        "paths": {path: _ordered(item) for path, item in paths.items()},
        **_components(components, api),
    }


def _components(schemas: Schema, pages: Sequence[Page]) -> Schema:
    """The components, and nothing where there are none; pages without permissions tables have no security schemes."""
    secured = any(page.permissions for page in pages)
    components = ({"schemas": schemas} if schemas else {}) | ({"securitySchemes": schemes(pages)} if secured else {})
    return {"components": components} if components else {}


def _one_spelling(planned: Iterable[Planned]) -> Iterator[Planned]:
    """OpenAPI takes paths that differ in placeholder names alone for one: the first spelling holds."""
    first: dict[str, Planned] = {}
    for item in planned:
        known = first.setdefault(normal(item.target.path), item)
        names = known.target.placeholders
        renamed = tuple(
            replace(mine, name=theirs.name) for mine, theirs in zip(item.target.placeholders, names, strict=True)
        )
        yield replace(item, target=replace(item.target, path=known.target.path, placeholders=renamed))


def _ordered(item: Schema) -> Schema:
    return {field: item[field] for field in (MISSING, *METHODS) if field in item}


def _servers(pages: Iterable[Page], policy: Policy) -> list[str]:
    """The base URLs of the examples' requests, the most frequent one first."""
    lines = (example.request.start.value for page in pages for example in page.examples if example.request)
    bases = Counter(base for line in lines if (base := read_target(line.partition(" ")[2]).base.rstrip("/")))
    return [base for base, _ in bases.most_common()] or [policy.server]
