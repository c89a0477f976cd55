"""Keywords that the generated code does not check: reported, and left to the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from specwright.ingest.document import join
from specwright.lower import findings
from specwright.lower.objects import is_record
from specwright.lower.rules import rules_of
from specwright.lower.tree import listed
from specwright.lower.unions import is_constraint

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["leave_unchecked", "report_unchecked"]

_NEVER_CHECKED = ("contains", "dependentSchemas", "if", "unevaluatedItems")
_RULED = {"dependentRequired": "dependent", "anyOf": "any", "oneOf": "one", "not": "not"}
_SUSPECT = frozenset({*_NEVER_CHECKED, *_RULED})


def report_unchecked(schemas: Schemas, node: Mapping[str, Any], pointer: str, *, as_record: bool = False) -> None:
    """Report what a schema says that no type, bound or rule does; a record, or what becomes part of one, has rules about its
    properties."""
    if node.keys().isdisjoint(_SUSPECT):
        return
    for keyword in _unchecked(node, as_record=as_record or is_record(node)):
        leave_unchecked(schemas, keyword, pointer)


def leave_unchecked(schemas: Schemas, keyword: str, pointer: str) -> None:
    """Report a keyword of the schema at a pointer."""
    message = f"what {keyword!r} says here is not checked"
    schemas.report(findings.KEYWORD_UNCHECKED, message, join(pointer, keyword), key=True)


def _unchecked(node: Mapping[str, Any], *, as_record: bool) -> Iterator[str]:
    yield from (keyword for keyword in _NEVER_CHECKED if keyword in node)
    ruled = {rule.kind for rule in rules_of(node)} if as_record else set()
    for keyword, kind in _RULED.items():
        if keyword in node and kind not in ruled and _restricts(keyword, node):
            yield keyword


def _restricts(keyword: str, node: Mapping[str, Any]) -> bool:
    """Whether a keyword is no union of types."""
    if keyword not in ("anyOf", "oneOf"):
        return True
    branches = listed(node[keyword])
    return bool(branches) and all(map(is_constraint, branches))
