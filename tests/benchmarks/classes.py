"""The named classes of differences between strict models and JSON Schema, each with its reason."""

from __future__ import annotations

from tests.benchmarks.judge import Verdict

REASONS = {
    "no type": "the schema names no type, so that JSON Schema takes values of any; models have the type that it means",
    "format": "JSON Schema only notes formats; a strict model takes what RFC 3339 and the others allow",
    "discriminator": "a value that the discriminator does not list, in an object that fits a variant all the same",
    "size of objects": "classes with declared properties do not count them",
    "several variants": "a union takes a value that fits more than one variant of a oneOf",
    "not": "models do not know what a value must not be",
    "undeclared": "unevaluatedProperties and dependent keywords are not checked",
    "fractions": "an enum of fractions, arrays or objects has its base type, as no Python type lists them",
}
_OF_KEYWORDS = {
    "minProperties": "size of objects",
    "maxProperties": "size of objects",
    "oneOf": "several variants",
    "not": "not",
    "unevaluatedProperties": "undeclared",
    "dependentRequired": "undeclared",
    "dependentSchemas": "undeclared",
    "propertyNames": "undeclared",
}


def class_of(verdict: Verdict, refusal: str, *, untyped: bool) -> str:
    """The class of a difference: a name of `REASONS` where there is one, or else what was refused or accepted.

    `refusal` is the kind of problem for which the model refuses the value, empty where it accepts it.
    """
    if untyped:
        return "no type"
    if refusal:
        return refusal if refusal in REASONS else f"refused: {refusal}"
    names = {_OF_KEYWORDS.get(keyword, f"accepted: {keyword}") for keyword in (*verdict.decisive, *verdict.others)}
    return ", ".join(sorted(names))
