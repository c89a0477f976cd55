"""What a JSON Schema error means for the author of a document: one sentence, at the most specific place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind

from specwright.lint.structure.nouns import a, noun_of, this

__all__ = ["Fault", "explain"]

_Kind = ValidationErrorKind

_NO_RESPONSE = "these responses name no status code and no default"

_COMPONENT_NAME = "may only have letters, digits, '.', '-' and '_'"

_COMPONENT_MAPS = frozenset({"schemas", "responses", "parameters", "examples", "requestBodies", "headers", "links"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One defect: the steps from the top of the document to it, the sentence, and whether it is about the key."""

    steps: tuple[str | int, ...]
    message: str
    key: bool = False


def explain(errors: Iterable[ValidationError], *, value: str | None = None) -> list[Fault]:
    """The defects behind the errors of a validator, each once.

    Of the branches of a failed `oneOf` or `anyOf`, only the one that the author most likely meant is explained, and a
    field that is unexpected only because something else in its object is wrong is left out. `value` is what the errors
    are about where that is not a document but a value in one: `the default`.
    """
    leaves = [leaf for error in errors for leaf in _leaves(error)]
    broken = {tuple(leaf.instance_path) for leaf in leaves if not _is_unexpected(leaf)}
    faults = dict.fromkeys(fault for leaf in leaves for fault in _faults(leaf, broken, value))
    return list(faults)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    kind = error.kind
    if isinstance(kind, (_Kind.OneOfNotValid, _Kind.AnyOf)) and any(kind.context):
        for inner in min((branch for branch in kind.context if branch), key=lambda branch: _distance(error, branch)):
            yield from _leaves(inner)
    else:
        yield error


def _distance(error: ValidationError, branch: list[ValidationError]) -> tuple[bool, int, int]:
    """How far a value is from what a branch asks: another kind of object, a wrong tag, then the number of errors."""
    here = len(error.instance_path)
    wrong_type = any(isinstance(e.kind, _Kind.Type) and len(e.instance_path) == here for e in branch)
    other = any(isinstance(e.kind, _Kind.Required) and e.kind.property == "$ref" for e in branch)
    tags = sum(isinstance(e.kind, (_Kind.Enum, _Kind.Constant)) and len(e.instance_path) == here + 1 for e in branch)
    return wrong_type or other, tags, len(branch)


def _is_unexpected(error: ValidationError) -> bool:
    return isinstance(error.kind, (_Kind.AdditionalProperties, _Kind.UnevaluatedProperties))


def _faults(error: ValidationError, broken: set[tuple[str | int, ...]], value: str | None) -> Iterator[Fault]:
    steps = tuple(error.instance_path)
    kind = error.kind
    if isinstance(kind, (_Kind.AdditionalProperties, _Kind.UnevaluatedProperties)):
        for name in kind.unexpected:
            # Whatever fails beside or inside the field explains why no branch expected it.
            inside = (*steps, name)
            if steps not in broken and not any(path[: len(inside)] == inside for path in broken):
                yield Fault(steps=inside, message=_unexpected(name, steps, error, value), key=True)
    elif isinstance(kind, _Kind.PropertyNames):
        yield Fault(steps=(*steps, str(kind.error.instance)), message=_sentence(error, value), key=True)
    else:
        yield Fault(steps=steps, message=_sentence(error, value), key=isinstance(kind, _Kind.Required))


def _unexpected(name: str, steps: tuple[str | int, ...], error: ValidationError, value: str | None) -> str:
    if value is not None:
        return f"{value} has the property {_quoted(name)}, which the schema does not allow"
    what = _object(error)
    if steps == ("paths",):
        return f"the path {_quoted(name)} must begin with a slash"
    if what == "responses":
        return f"{_quoted(name)} is not a status code (100 to 599, 1XX to 5XX) or default"
    if len(steps) == 2 and steps[0] == "components" and steps[1] in _COMPONENT_MAPS:
        return f"the component name {_quoted(name)} {_COMPONENT_NAME}"
    return f"{_quoted(name)} is not a field of {a(what)}"


def _sentence(error: ValidationError, value: str | None) -> str:
    kind, given, name = error.kind, _brief(error.instance), _name(error) or value or "the document"
    match kind:
        case _Kind.Required() if value is not None:
            return f"{value} lacks the required property {_quoted(kind.property)}"
        case _Kind.Required():
            return _missing(_object(error), kind.property)
        case _Kind.Type():
            return f"{name} must be {a(_types(kind.types))}, not {given}"
        case _Kind.Enum():
            return f"{name} must be one of {_options(kind.options)}, not {given}"
        case _Kind.Constant():
            return f"{name} must be {_brief(kind.expected_value)}, not {given}"
        case _Kind.Format(format="regex") if value is None:
            return f"{name} is not a regular expression that Python accepts: {given}"
        case _Kind.Format():
            return f"{name} is {given}, which is not a {kind.format}"
        case _Kind.Pattern():
            return f"{name} is {given}, which does not match {kind.pattern}"
        case _Kind.PropertyNames() if value is None:
            return f"the component name {_brief(kind.error.instance)} {_COMPONENT_NAME}"
        case _Kind.MinProperties() if value is None and _object(error) == "responses":
            return _NO_RESPONSE
        case _:
            return _about_parts(error, name)


def _about_parts(error: ValidationError, name: str) -> str:
    match error.kind:
        case _Kind.MinItems(limit=1) | _Kind.MinProperties(limit=1):
            return f"{name} must not be empty"
        case _Kind.UniqueItems():
            return f"{name} has the same item twice"
        case _Kind.OneOfMultipleValid():
            return f"{name} fits more than one of the shapes that exclude each other"
        case _Kind.OneOfNotValid() | _Kind.AnyOf():
            return f"{name} fits none of the shapes that it may have"
        case _:
            return f"{name}: {_shortened(error.message)}"


def _missing(what: str, field: str) -> str:
    if what == "responses":
        return _NO_RESPONSE
    if what in ("parameter", "header") and field == "schema":
        return f'this {what} has neither a "schema" nor a "content"'
    return f"the field {_quoted(field)} is missing from {this(what)}"


def _object(error: ValidationError) -> str:
    """What the failing object is called."""
    return noun_of(error.schema_path) or ("schema" if error.instance_path else "document")


def _name(error: ValidationError) -> str:
    steps = error.instance_path
    if not steps:
        return ""
    if isinstance(steps[-1], int) and len(steps) > 1:
        return f"item {steps[-1]} of {_quoted(str(steps[-2]))}"
    return _quoted(str(steps[-1]))


def _types(types: Iterable[str]) -> str:
    return " or ".join(sorted(types))


def _options(options: list[Any]) -> str:
    shown = ", ".join(_brief(option) for option in options[:10])
    return shown if len(options) <= 10 else f"{shown} and {len(options) - 10} more"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _brief(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return _shortened(json.dumps(value, ensure_ascii=False, default=str))


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
