"""What JSON Schema 2020-12 says of a value, with `jsonschema` as the judge."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]
from jsonschema.validators import extend  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from specwright.ingest.document import Document
from specwright.ingest.grammar import walk
from specwright.lower.kinds import implied_kind

_DOCUMENT = "urn:document"
_LIMITS = ("Length", "Items", "Properties")
DECISIVE = frozenset(
    {"type", "required", "enum", "const", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    | {"false", "multipleOf", *(f"{end}{limit}" for end in ("min", "max") for limit in _LIMITS)}
)
"""Keywords whose verdict a strict model shares; there are others that it may be more tolerant in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a value is accepted, and by which keywords it is not: the decisive ones of `DECISIVE` and others."""

    accepted: bool
    decisive: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterable[ValidationError]:
    """Patterns are ECMAScript's: to jsonschema `$` also matches before a last line break, and `\\d` digits of all scripts."""
    whole = pattern[:-1] + r"\Z" if re.search(r"(?<!\\)\$$", pattern) else pattern
    if isinstance(instance, str) and not re.search(whole, instance, re.ASCII):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})


class Judge:
    """Judges values by the schemas of one document, as they are written or `as_meant`.

    Many authors write `properties` or `pattern` without `type`, which to JSON Schema means that values of other types
    are welcome. Nobody means that; models have the type that the keywords imply.
    """

    def __init__(self, document: Document, *, as_meant: bool = False) -> None:
        root = _with_types(copy.deepcopy(document.root)) if as_meant else document.root
        contents = Resource.from_contents(root, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_DOCUMENT, contents)

    def verdict(self, value: Any, pointer: str) -> Verdict | None:
        """The verdict of the schema at `pointer`; None where the schema is none."""
        schema = {"$ref": f"{_DOCUMENT}#{quote(pointer)}"}
        try:
            errors = list(_Validator(schema, registry=self._registry).iter_errors(value))
        except Exception:  # noqa: BLE001 - broken schemas make it raise all sorts of errors
            return None
        decisive = sorted({keyword for error in errors for keyword in _decisive(error)})
        others = {_keyword(error) for error in errors} - set(decisive)
        return Verdict(accepted=not errors, decisive=tuple(decisive), others=tuple(sorted(others)))


def _decisive(error: ValidationError) -> Iterable[str]:
    """The decisive keywords of an error: of a union, where every branch has one."""
    if _keyword(error) in DECISIVE:
        return [_keyword(error)]
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        return []
    branches: dict[int | str, set[str]] = {}
    for number, inner in enumerate(error.context):
        branch = next(iter(inner.schema_path), -number)  # the schema `false` has no path
        branches.setdefault(branch, set()).update(_decisive(inner))
    return set.union(*branches.values()) if all(branches.values()) else []


def _keyword(error: ValidationError) -> str:
    return str(error.validator or "false")


def _with_types(root: dict[str, Any]) -> dict[str, Any]:
    telling = {"$ref", "allOf", "anyOf", "const", "enum", "oneOf", "type"}
    for _, kind, node in walk(root):
        if kind == "schema" and (not node.keys() & telling or ("properties" in node and "type" not in node)):
            node.update({"type": implied} if (implied := implied_kind(node)) else {})
    return root
