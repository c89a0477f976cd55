"""All types of all pages: what each page claims about a type, merged by one order of precedence.

A page that marks properties as required or optional in its rows knows more than one that does not, and goes first;
other pages add what it lacks. Rows that are inherited count for the base type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .names import PageTypes, TypeName, declared_types, short_namespace
from .page import Kind, Link, Page, PropertyRow, Text
from .policy import Policy
from .types import primitive, read_type

__all__ = ["Catalog", "Claim", "TypeDef", "catalog"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one page says about a type; `creates` when it is the page that creates one."""

    page: Page
    types: PageTypes
    at: Text
    rows: tuple[PropertyRow, ...]
    creates: bool = False
    inherited: bool = False

    @property
    def explicit(self) -> int:
        """How many rows say whether they are required."""
        return sum(row.wording.required is not None for row in self.rows)


@dataclass(slots=True)
class TypeDef:
    """A type and everything that the pages claim about it."""

    name: TypeName
    claims: list[Claim] = field(default_factory=list)
    bases: dict[Key, TypeName] = field(default_factory=dict)
    values: dict[str, None] = field(default_factory=dict)
    spellings: dict[str, tuple[Page, Text]] = field(default_factory=dict)
    entity: bool = False
    source: tuple[Page, Text] | None = None

    @property
    def ranked(self) -> list[Claim]:
        """The claims, the most telling first; of equals, the pages' order holds."""
        return sorted(self.claims, key=lambda claim: (claim.inherited, -claim.explicit, -len(claim.rows)))

    def rows(self) -> Mapping[str, list[tuple[Claim, PropertyRow]]]:
        """The properties in the order of the best claim, each with all rows about it, the most telling first."""
        found: dict[str, list[tuple[Claim, PropertyRow]]] = {}
        for claim in self.ranked:
            for row in claim.rows:
                found.setdefault(row.name.value, []).append((claim, row))
        return found


@dataclass(slots=True)
class Catalog:
    """The types of all pages by identity, and how each page names them."""

    types: dict[Key, TypeDef]
    by_page: dict[str, PageTypes]

    def of(self, name: TypeName, page: Page, at: Text) -> TypeDef:
        """The definition of a type, made on first use; where it is first used is its place until a page defines it."""
        found = self.types.setdefault(name.key, TypeDef(name=name))
        if found.name.name.islower():
            found.name = name  # known from a file name so far, which is all lower case
        if name.spelled:
            found.spellings.setdefault(name.spelled, (page, at))
        found.source = found.source or (page, at)
        return found

    def ancestors(self, key: Key) -> list[Key]:
        """The types that `key` inherits from, nearest first; pages that contradict each other make no circle."""
        found: list[Key] = []
        waiting = list(self.types[key].bases)
        while waiting:
            base = waiting.pop(0)
            if base != key and base not in found:
                found.append(base)
                waiting.extend(self.types[base].bases)
        return found


def catalog(pages: Sequence[Page], policy: Policy) -> Catalog:
    """Collect the types of `pages`."""
    known = frozenset(_namespaces(pages, policy))
    found = Catalog(types={}, by_page={page.file: PageTypes(page, policy, known) for page in pages})
    for page in pages:
        types = found.by_page[page.file]
        if page.kind is Kind.API:
            _from_api(found, page, types)
        else:
            _from_resource(found, page, types)
    return found


def _namespaces(pages: Iterable[Page], policy: Policy) -> Iterator[str]:
    for page in pages:
        names = [name.rpartition(".")[0] for name in declared_types(page)]
        for namespace in [*names, *([page.namespace.value] if page.namespace else [])]:
            yield short_namespace(namespace, policy)


def _from_api(found: Catalog, page: Page, types: PageTypes) -> None:
    creates = any(request.method in ("POST", "PUT") for request in page.requests)
    if page.body.type and primitive(page.body.type.name) is None:
        rows = page.body.rows if creates else ()
        _claim(found, page, types, types.resolve(page.body.type), rows, page.body.intro or page.title, creates=creates)
    _mentions(found, page, types, (*page.body.rows, *page.query_parameters, *page.path_parameters))
    returns = page.response.returns if page.response else None
    if page.response and returns and primitive(returns.name) is None:
        definition = found.of(types.resolve(returns), page, page.response.text)
        definition.entity |= creates and not returns.collection and _shows_id(page)


def _from_resource(found: Catalog, page: Page, types: PageTypes) -> None:
    if page.kind is Kind.RESOURCE:
        name = types.main or TypeName(namespace=types.namespace, name=_titled(page))
        if name.name:
            _claim(found, page, types, name, page.properties, page.title)
            definition = found.of(name, page, page.title)
            definition.entity |= "keyProperty" in page.annotations
            for link in page.bases:
                _inherit(found, page, types, definition, link, page.title)
        _mentions(found, page, types, page.properties)
    for enumeration, members in page.enums.items():
        definition = found.of(
            TypeName(namespace=types.namespace, name=enumeration), page, members[0] if members else page.title
        )
        definition.values.update(dict.fromkeys(member.value for member in members))


def _claim(
    found: Catalog,
    page: Page,
    types: PageTypes,
    name: TypeName,
    rows: Sequence[PropertyRow],
    at: Text,
    creates: bool = False,
) -> None:
    definition = found.of(name, page, at)
    own = tuple(row for row in rows if not _from_base(row, name))
    first = not any(claim.rows for claim in definition.claims)
    definition.claims.append(Claim(page=page, types=types, at=at, rows=own, creates=creates))
    definition.entity |= creates
    if first and rows:
        definition.source = (page, at)
    by_base: dict[Link, list[PropertyRow]] = {}
    for row in rows:
        if row.wording.inherited and _from_base(row, name):
            by_base.setdefault(row.wording.inherited, []).append(row)
    for link, inherited in by_base.items():
        base = _inherit(found, page, types, definition, link, inherited[0].name)
        claim = Claim(
            page=page, types=types, at=inherited[0].name, rows=tuple(inherited), creates=creates, inherited=True
        )
        base.claims.append(claim)


def _from_base(row: PropertyRow, name: TypeName) -> bool:
    return row.wording.inherited is not None and row.wording.inherited.label.lower() != name.name.lower()


def _inherit(found: Catalog, page: Page, types: PageTypes, definition: TypeDef, link: Link, at: Text) -> TypeDef:
    name = types.resolve(read_type(f"[{link.label}]({link.target})"))
    base = found.of(name, page, at)
    if definition.name.key not in (name.key, *found.ancestors(name.key)):
        definition.bases.setdefault(name.key, name)
    return base


def _mentions(found: Catalog, page: Page, types: PageTypes, rows: Iterable[PropertyRow]) -> None:
    """The types that rows name. Enumerations are documented where they are used, by the possible values of a row."""
    for row in rows:
        if row.type.name and not row.type.unknown and primitive(row.type.name) is None:
            definition = found.of(types.resolve(row.type), page, row.type_text)
            definition.values.update(dict.fromkeys(row.wording.values))


def _shows_id(page: Page) -> bool:
    values = (example.response.value for example in page.examples if example.response)
    return any(isinstance(value, dict) and "id" in value for value in values)


def _titled(page: Page) -> str:
    found = re.search(r"[A-Za-z]\w*", page.title.value)
    return found[0] if found else ""
