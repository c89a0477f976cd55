"""What JSON Schema 2020-12 says of a value, with `jsonschema` as the judge."""

from __future__ import annotations

import copy
import datetime
import re
import uuid
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, FormatChecker, ValidationError  # type: ignore[import-untyped]
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
    """Whether a value is accepted, and by which keywords it is not: the decisive ones of `DECISIVE` and others.

    `reasons` are names of `REASONS`, where all errors have some.
    """

    accepted: bool
    decisive: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterable[ValidationError]:
    """Patterns are ECMAScript's: to jsonschema `$` also matches before a last line break, and `\\d` digits of all scripts."""
    whole = pattern[:-1] + r"\Z" if re.search(r"(?<!\\)\$$", pattern) else pattern
    if isinstance(instance, str) and not re.search(whole, instance, re.ASCII):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


FORMATS = FormatChecker(formats=())


def _format(name: str, pattern: str, read: Callable[[str], Any]) -> None:
    """Hold a format to what it says: a pattern, and something that reads what is left."""

    def holds(value: object) -> bool:
        return not isinstance(value, str) or (re.fullmatch(pattern, value) is not None and read(value) is not None)

    FORMATS.checks(name, raises=ValueError)(holds)


_DATE, _TIME = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
_format("date", _DATE, datetime.date.fromisoformat)
_format("date-time", f"{_DATE}[Tt ]{_TIME}", lambda text: datetime.datetime.fromisoformat(text.upper()))
_format("time", _TIME, lambda text: datetime.time.fromisoformat(text.upper()))
_format("uuid", r"[\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}", uuid.UUID)
_format("duration", r"P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)", str)
_format("decimal", r"-?\d+(\.\d+)?([eE][-+]?\d+)?", str)
for _name in ("byte", "base64"):
    _format(_name, r"[A-Za-z0-9+/]*=*", lambda text: b64decode(text, validate=True))
_format("base64url", r"[A-Za-z0-9_-]*=*", lambda text: b64decode(text + "=" * (-len(text) % 4), altchars=b"-_"))

_Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})


class Judge:
    """Judges values by the schemas of one document, as they are written or `as_meant`.

    Many authors write `properties` or `pattern` without `type`, which to JSON Schema means that values of other types
    are welcome. Nobody means that; models have the type that the keywords imply. Nor do they write formats to have them
    ignored: as meant, JSON Schema's format-assertion vocabulary is in force.
    """

    def __init__(self, document: Document, *, as_meant: bool = False) -> None:
        self.root = _with_types(copy.deepcopy(document.root)) if as_meant else document.root
        contents = Resource.from_contents(self.root, default_specification=DRAFT202012)
        self._formats = FORMATS if as_meant else None
        self._registry: Registry[Any] = Registry().with_resource(_DOCUMENT, contents)

    def verdict(self, value: Any, pointer: str) -> Verdict | None:
        """The verdict of the schema at `pointer`; None where the schema is none."""
        schema = {"$ref": f"{_DOCUMENT}#{quote(pointer)}"}
        try:
            validator = _Validator(schema, registry=self._registry, format_checker=self._formats)
            errors = list(validator.iter_errors(value))
        except Exception:  # noqa: BLE001 - broken schemas make it raise all sorts of errors
            return None
        decisive = sorted({keyword for error in errors for keyword in _decisive(error)})
        others = {_keyword(error) for error in _leaves(errors)} - set(decisive)
        reasons = {_reason(error) for error in errors}
        return Verdict(
            accepted=not errors,
            decisive=tuple(decisive),
            others=tuple(sorted(others)),
            reasons=tuple(sorted(reasons)) if "" not in reasons else (),
        )


def _leaves(errors: Iterable[ValidationError]) -> Iterable[ValidationError]:
    """Errors, and those that they are about."""
    for error in errors:
        yield error
        yield from _leaves(error.context)


def _reason(error: ValidationError) -> str:
    """Why models see something else than JSON Schema does; empty where there is nothing to say."""
    path = list(error.absolute_schema_path)
    if any(path[at] == "allOf" and path[at + 2] == "additionalProperties" for at in range(len(path) - 2)):
        return "parts"
    if error.validator == "type" and "allOf" in path:
        return "parts of different types"
    if error.validator == "required":
        name = error.message.split("'")[1]
        properties = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        if isinstance(known := properties.get(name), dict) and known.get("readOnly") is True:
            return "read-only"
    branches = [{_reason(inner) for inner in branch} for branch in _branches(error).values()]
    return next((reasons.pop() for reasons in branches if len(reasons) == 1 and "" not in reasons), "")


def _branches(error: ValidationError) -> dict[int | str, list[ValidationError]]:
    """The errors of each branch of a union; the schema `false` has no path."""
    branches: dict[int | str, list[ValidationError]] = {}
    for number, inner in enumerate(error.context or ()):
        branches.setdefault(next(iter(inner.schema_path), -number), []).append(inner)
    return branches


def _decisive(error: ValidationError) -> Iterable[str]:
    """The decisive keywords of an error: of a union, where every branch has one."""
    if _keyword(error) in DECISIVE:
        return [_keyword(error)]
    if error.validator not in ("anyOf", "oneOf"):
        return []
    branches = [{keyword for inner in branch for keyword in _decisive(inner)} for branch in _branches(error).values()]
    return set.union(*branches) if branches and all(branches) else []


def _keyword(error: ValidationError) -> str:
    return str(error.validator or "false")


def _with_types(root: dict[str, Any]) -> dict[str, Any]:
    telling = {"$ref", "allOf", "anyOf", "const", "enum", "oneOf", "type"}
    for _, kind, node in walk(root):
        if kind == "schema" and (not node.keys() & telling or ("properties" in node and "type" not in node)):
            node.update({"type": implied} if (implied := implied_kind(node)) else {})
    return root
