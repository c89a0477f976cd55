"""The named classes of differences between strict models and JSON Schema, each with its reason."""

from __future__ import annotations

from tests.benchmarks.judge import Verdict

REASONS = {
    "no type": "the schema names no type, so that JSON Schema takes values of any; models have the type that it means",
    "format": "JSON Schema only notes formats; a strict model takes what RFC 3339 and the others allow",
    "read-only": "what is required and readOnly is not asked of a request",
    "parts": "additionalProperties in a part of an allOf is taken to be about what no part declares",
    "parts of different types": "no value is allowed by all parts of an allOf (or only one that has none of the properties)",
    "discriminator": "a value that the discriminator does not list, in an object that fits a variant all the same",
    "several variants": "a union takes a value that fits more than one variant of a oneOf",
    "not": "models do not know what a value must not be",
    "unchecked": "a keyword that generate reports as unchecked",
}
PEER_REASONS = {
    "accepted: enum": "datamodel-code-generator lists the types of values that are arrays or objects, not the values",
    "accepted: const": "datamodel-code-generator checks no const that is an array, an object or a fraction",
    "accepted: minProperties": "datamodel-code-generator does not count the properties of classes",
    "accepted: maxProperties": "datamodel-code-generator does not count the properties of classes",
    "accepted: type": "datamodel-code-generator takes one of several schemas that all have to fit",
    "accepted: pattern": "datamodel-code-generator takes one of several patterns that all have to match",
    "accepted: additionalProperties": "datamodel-code-generator keeps what a variant of a union forbids",
    "accepted: anyOf": "datamodel-code-generator takes a tag of another type",
    "refused: union_tag_invalid": "datamodel-code-generator takes only the tags that are listed, whatever else fits",
    "refused: union_tag_not_found": "datamodel-code-generator asks for a tag that is not required",
    "refused: datetime_type": "datamodel-code-generator's validators hand on Python's values, where a text is no date-time",
    "refused: list_type": "datamodel-code-generator narrows a union by the keywords beside it to one of its types",
    "refused: model_type": "datamodel-code-generator takes no null where several types are listed",
    "refused: float_type": "datamodel-code-generator narrows a union by the keywords beside it to one of its types",
}
"""Why the other generator's models differ, by the first class of a difference."""
_OF_KEYWORDS = {
    "oneOf": "several variants",
    "not": "not",
    "unevaluatedProperties": "unchecked",
    "dependentSchemas": "unchecked",
    "contains": "unchecked",
    "if": "unchecked",
    "propertyNames": "unchecked",
    "unevaluatedItems": "unchecked",
}


_FORMAT_KINDS = frozenset({"format", "date_parsing", "datetime_parsing", "time_parsing", "url_parsing", "uuid_parsing"})


def reason_of(who: str, name: str) -> str:
    """The reason of a class; of several, each with its own, the first that has one."""
    reasons = PEER_REASONS | REASONS if who == "theirs" else REASONS
    return next((reasons[each] for each in name.split(", ") if each in reasons), "")


def class_of(verdict: Verdict, refusal: str, *, meant: Verdict) -> str:
    """The class of a difference: a name of `REASONS` where there is one, or else what was refused or accepted.

    `refusal` is the kind of problem for which the model refuses the value, empty where it accepts it; `meant` is the
    verdict of the schema with the types that its keywords imply and with formats that are held to.
    """
    if refusal:
        return _class_of_refusal(refusal, meant)
    if verdict.reasons:
        return ", ".join(verdict.reasons)
    if meant.accepted:
        return "no type"
    names = {_OF_KEYWORDS.get(keyword, f"accepted: {keyword}") for keyword in (*verdict.decisive, *verdict.others)}
    return ", ".join(sorted(names))


def _class_of_refusal(refusal: str, meant: Verdict) -> str:
    if refusal in _FORMAT_KINDS or "format" in meant.others:
        return "format"
    if not meant.accepted:
        return "no type"
    return refusal if refusal in REASONS else f"refused: {refusal}"
