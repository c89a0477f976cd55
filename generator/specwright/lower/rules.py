"""What is asked of an object's properties as a whole: JSON Schema 2020-12 Validation, 6.5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from specwright.ingest.document import Node
from specwright.lower.api import Rule, RuleKind
from specwright.lower.tree import MARKS, length, listed, mapping

__all__ = ["required_groups", "rules_of"]

_UNIONS: dict[str, RuleKind] = {"anyOf": "any", "oneOf": "one"}
_RULING = frozenset({*_UNIONS, "minProperties", "maxProperties", "dependentRequired", "not"})


def rules_of(node: Mapping[str, Any]) -> Iterator[Rule]:
    """The rules of a schema about which properties there are, and are together."""
    if node.keys().isdisjoint(_RULING):
        return
    if least := length(node.get("minProperties")):
        yield Rule(kind="min", number=least)
    if (most := length(node.get("maxProperties"))) is not None:
        yield Rule(kind="max", number=most)
    needs = mapping(node.get("dependentRequired"))
    if groups := tuple((name, *_names(needed)) for name, needed in needs.items() if _names(needed)):
        yield Rule(kind="dependent", groups=groups)
    for keyword, kind in _UNIONS.items():
        if groups := required_groups(node.get(keyword)):
            yield Rule(kind=kind, groups=groups)
    if groups := _excluded(node):
        yield Rule(kind="not", groups=groups)


def _excluded(node: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    excluded = mapping(node.get("not"))
    return required_groups(excluded.get("anyOf")) if excluded.keys() == {"anyOf"} else required_groups([excluded])


def required_groups(branches: Node) -> tuple[tuple[str, ...], ...]:
    """What each of the branches requires, where none of them says anything else; otherwise nothing."""
    groups = tuple(_names(mapping(branch).get("required")) for branch in listed(branches))
    plain = all(mapping(branch).keys() - MARKS == {"required"} for branch in listed(branches))
    return groups if plain and all(groups) else ()


def _names(node: Node) -> tuple[str, ...]:
    return tuple(name for name in listed(node) if isinstance(name, str))
