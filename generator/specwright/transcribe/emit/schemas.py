"""Schemas: the component of every type, and the schema of every property and parameter row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..catalog import Catalog, Claim, Key, TypeDef
from ..names import PageTypes
from ..page import Page, PropertyRow, Text, TypeUse, by_name
from ..policy import Policy
from ..sentences import TODO, plain
from ..types import primitive
from ..wording import INHERITS

__all__ = ["EVOLVABLE", "Schema", "Schemas", "nullable", "source"]

Schema = dict[str, Any]

EVOLVABLE = "x-evolvable-enum"
"""Extension that marks an enumeration whose service may add members."""

_SENTINEL = "unknownFutureValue"
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]")  # OpenAPI 3.1, section 4.8.7.2
_REF = "#/components/schemas/"


class Schemas:
    """Turns type uses into schemas; knows the component key of every type of the catalog."""

    def __init__(self, catalog: Catalog, policy: Policy) -> None:
        self._catalog = catalog
        self._policy = policy
        self._keys = _component_keys(catalog)
        self._identified = _without_id(catalog) if policy.missing_id == "add" else set()

    def components(self) -> dict[str, Schema]:
        """The components of all types, by key in alphabetical order."""
        pairs = ((self._keys[key], self._component(key)) for key in self._catalog.types)
        return dict(sorted(pairs, key=lambda pair: (pair[0].lower(), pair[0])))

    def of(self, use: TypeUse, types: PageTypes, values: tuple[str, ...] = ()) -> Schema:
        """The schema of a use of a type; `values` are the possible values that its row lists."""
        item = self._single(use, types, values)
        return {"type": "array", "items": item} if use.collection else item

    def row(self, row: PropertyRow, types: PageTypes) -> Schema:
        """The schema of one row of a parameter or property table."""
        return self._property([row], types)

    def object(self, rows: Iterable[PropertyRow], types: PageTypes, *, partial: bool = False) -> Schema:
        """An object with the properties of a table that belongs to no named type; `partial` requires none of them."""
        listed = by_name(rows)
        required = [name for name, row in listed.items() if row.wording.required and not partial]
        properties = {name: self.row(row, types) for name, row in listed.items()}
        return {"type": "object", "properties": properties} | ({"required": required} if required else {})

    def _single(self, use: TypeUse, types: PageTypes, values: tuple[str, ...]) -> Schema:
        if use.unknown or not use.name:
            return {}
        found = primitive(use.name)
        if found is None:
            name = self._keys.get(types.resolve(use).key)
            return {"$ref": _REF + name} if name else {}
        return found | self._enumeration(values) if values and found == {"type": "string"} else found

    def _enumeration(self, values: Iterable[str]) -> Schema:
        members = list(values)
        evolvable = {EVOLVABLE: True} if _SENTINEL in members else {}
        kept = members if self._policy.unknown_future_value == "keep" else [m for m in members if m != _SENTINEL]
        return {"enum": kept, **evolvable}

    def _component(self, key: Key) -> Schema:
        definition = self._catalog.types[key]
        best = next((claim for claim in definition.ranked if claim.rows and not claim.inherited), None)
        if definition.values and best is None:
            body: Schema = {"type": "string", **self._enumeration(definition.values)}
        else:
            body = self._record(definition)
        place = (best.page, best.at) if best else definition.source
        return body | self._origin(definition, place)

    def _record(self, definition: TypeDef) -> Schema:
        rows = definition.rows()
        properties = {
            name: self._property([row for _, row in found], found[0][0].types) for name, found in rows.items()
        }
        if definition.name.key in self._identified:
            properties = {"id": _identifier(definition), **properties}
        required = [name for name, found in rows.items() if self._required(found)]
        bases = [{"$ref": _REF + self._keys[key]} for key in definition.bases]
        return {
            "type": "object",
            **_described(definition),
            **({"allOf": bases} if bases else {}),
            **({"properties": properties} if properties else {}),
            **({"required": required} if required else {}),
        }

    def _required(self, found: list[tuple[Claim, PropertyRow]]) -> bool:
        """By the first row that says so; the claim of an introduction counts only where the policy believes it."""
        for _, row in found:
            if row.wording.required is not None:
                return row.wording.required
        claimed = any(claim.creates and claim.page.body.claims_required for claim, _ in found)
        return claimed and self._policy.required_claim == "believe"

    def _property(self, rows: list[PropertyRow], types: PageTypes) -> Schema:
        first = rows[0]
        values = next((row.wording.values for row in rows if row.wording.values), ())
        schema = self.of(first.type, types, values)
        optional = first.wording.required is not True and self._policy.nullability == "optional"
        if optional or any(row.wording.nullable for row in rows):
            schema = nullable(schema)
        text = next((row.wording.text for row in rows if row.wording.text), "")
        read_only = any(row.wording.read_only for row in rows)
        return schema | ({"description": text} if text else {}) | ({"readOnly": True} if read_only else {})

    def _origin(self, definition: TypeDef, place: tuple[Page, Text] | None) -> Schema:
        spelled = sorted(definition.spellings, key=lambda name: (not name.lower().startswith("microsoft.graph."), name))
        named = {"x-odata-type": spelled[0]} if spelled else {}
        return named | (source(*place) if place else {})


def source(page: Page, at: Text) -> Schema:
    """The `x-source` extension: the page and line that a part of the document comes from."""
    return {"x-source": {"page": page.source, "line": at.line}}


def nullable(schema: Schema) -> Schema:
    """The schema that also allows null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if not isinstance(schema.get("type"), str):
        return schema
    listed = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | {"type": [schema["type"], "null"]} | listed


def _identifier(definition: TypeDef) -> Schema:
    words = " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", definition.name.name)).lower()
    return {
        "type": "string",
        "description": f"The identifier that the service gives to the {words}.",
        "readOnly": True,
        "x-policy": "missing_id",
    }


def _described(definition: TypeDef) -> Schema:
    if not definition.claims and not definition.bases:
        return {"description": "No page given lists the properties of this type."}
    summaries = (claim.page.summary.value for claim in definition.claims if not claim.creates and claim.page.summary)
    text = plain(INHERITS.sub("", TODO.sub("", next(summaries, "")))).removesuffix(" .")
    return {"description": text} if text else {}


def _component_keys(catalog: Catalog) -> dict[Key, str]:
    """The bare name where it is unique, else with its namespace before it."""
    bare = Counter(definition.name.name.lower() for definition in catalog.types.values())
    taken: set[str] = set()
    keys: dict[Key, str] = {}
    for key, definition in catalog.types.items():
        name = _NOT_IN_KEYS.sub("", definition.name.name if bare[key[1]] == 1 else _qualified(definition)) or "type"
        candidate, number = name, 2
        while candidate.lower() in taken:
            candidate, number = f"{name}{number}", number + 1
        taken.add(candidate.lower())
        keys[key] = candidate
    return keys


def _qualified(definition: TypeDef) -> str:
    parts = [*(definition.name.namespace or "graph").split("."), definition.name.name]
    return parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])


def _without_id(catalog: Catalog) -> set[Key]:
    """The entities that lack an `id`; of a hierarchy, its roots."""
    found: set[Key] = set()
    for key, definition in catalog.types.items():
        family = [key, *catalog.ancestors(key)]
        if definition.entity and not any("id" in catalog.types[member].rows() for member in family):
            found.update(member for member in family if not catalog.types[member].bases)
    return found
