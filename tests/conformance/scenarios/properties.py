"""Objects with one property of each type: required, optional, and beyond what is declared."""

from __future__ import annotations

from typing import Any

from tests.conformance.playing import Calls, answers, bodies, equal, scenario

SECRET, MOMENT, SPAN = "aGVsbG8sIHdvcmxkIQ==", "2022-08-26T18:38:00Z", "P123DT22H14M12.011S"
MODELS = [{"property": "hello"}, {"property": "world"}]

VALUES: dict[str, Any] = {
    "Boolean": True,
    "String": "hello",
    "Bytes": SECRET,
    "Int": 42,
    "Float": 43.125,
    "Decimal": 0.33333,
    "Decimal128": 0.33333,
    "Datetime": MOMENT,
    "Duration": SPAN,
    "Enum": "ValueOne",
    "ExtensibleEnum": "UnknownValue",
    "Model": {"property": "hello"},
    "CollectionsString": ["hello", "world"],
    "CollectionsInt": [1, 2],
    "CollectionsModel": MODELS,
    "DictionaryString": {"k1": "hello", "k2": "world"},
    "UnknownString": "hello",
    "UnknownInt": 42,
    "UnknownDict": {"k1": "hello", "k2": 42},
    "UnknownArray": ["hello", "world"],
    "StringLiteral": "hello",
    "IntLiteral": 42,
    "FloatLiteral": 43.125,
    "BooleanLiteral": True,
    "UnionStringLiteral": "world",
    "UnionIntLiteral": 42,
    "UnionFloatLiteral": 46.875,
    "UnionEnumValue": "value2",
}
OPTIONAL: dict[str, Any] = {
    "String": "hello",
    "Bytes": SECRET,
    "Datetime": MOMENT,
    "Duration": SPAN,
    "PlainDate": "2022-12-12",
    "PlainTime": "13:06:12",
    "CollectionsByte": [SECRET, SECRET],
    "CollectionsModel": MODELS,
    "StringLiteral": "hello",
    "IntLiteral": 1,
    "FloatLiteral": 1.25,
    "BooleanLiteral": True,
    "UnionStringLiteral": "world",
    "UnionIntLiteral": 2,
    "UnionFloatLiteral": 2.375,
}
STATE, STATES = {"state": "ok"}, [{"state": "ok"}, {"state": "ok"}]
UNKNOWN = {"prop1": 32, "prop2": True, "prop3": "abc"}
DERIVED = {"index": 314, "age": 2.71875, **UNKNOWN}
FOO = {"kind": "kind0", "fooProp": "abc"}
BEGUN, SPANNED = (
    {"kind": "kind1", "start": "2021-01-01T00:00:00Z"},
    {"kind": "kind1", "start": "2021-01-01T00:00:00Z", "end": "2021-01-02T00:00:00Z"},
)
ADDITIONAL: dict[str, Any] = {
    "ExtendsUnknown": {"name": "ExtendsUnknownAdditionalProperties", **UNKNOWN},
    "ExtendsUnknownDerived": {"name": "ExtendsUnknownAdditionalProperties", **DERIVED},
    "ExtendsUnknownDiscriminated": {"kind": "derived", "name": "Derived", **DERIVED},
    "IsUnknown": {"name": "IsUnknownAdditionalProperties", **UNKNOWN},
    "IsUnknownDerived": {"name": "IsUnknownAdditionalProperties", **DERIVED},
    "IsUnknownDiscriminated": {"kind": "derived", "name": "Derived", **DERIVED},
    "ExtendsString": {"name": "ExtendsStringAdditionalProperties", "prop": "abc"},
    "IsString": {"name": "IsStringAdditionalProperties", "prop": "abc"},
    "SpreadString": {"name": "SpreadSpringRecord", "prop": "abc"},
    **{key: {"id": 43.125, "prop": 43.125} for key in ("ExtendsFloat", "IsFloat", "SpreadFloat")},
    **{key: {"knownProp": STATE, "prop": STATE} for key in ("ExtendsModel", "IsModel", "SpreadModel")},
    **{key: {"knownProp": STATES, "prop": STATES} for key in ("ExtendsModelArray", "IsModelArray", "SpreadModelArray")},
    "SpreadDifferentString": {"id": 43.125, "prop": "abc"},
    "SpreadDifferentFloat": {"name": "abc", "prop": 43.125},
    "SpreadDifferentModel": {"knownProp": "abc", "prop": STATE},
    "SpreadDifferentModelArray": {"knownProp": "abc", "prop": STATES},
    "ExtendsDifferentSpreadString": {"id": 43.125, "prop": "abc", "derivedProp": "abc"},
    "ExtendsDifferentSpreadFloat": {"name": "abc", "prop": 43.125, "derivedProp": 43.125},
    "ExtendsDifferentSpreadModel": {"knownProp": "abc", "prop": STATE, "derivedProp": STATE},
    "ExtendsDifferentSpreadModelArray": {"knownProp": "abc", "prop": STATES, "derivedProp": STATES},
    **{key: {"flag": True, "prop1": "abc", "prop2": 43.125} for key in ("MultipleSpread", "SpreadRecordUnion")},
    "SpreadRecordNonDiscriminatedUnion": {"name": "abc", "prop1": FOO, "prop2": SPANNED},
    "SpreadRecordNonDiscriminatedUnion3": {"name": "abc", "prop1": [BEGUN, BEGUN], "prop2": SPANNED},
}


def declare(spec: str, prefix: str, table: dict[str, Any], get: str = "get", put: str = "put") -> None:
    """Each value is got, and sent."""
    answers(spec, prefix, {f"{name}_{get}": value for name, value in table.items()})
    bodies(spec, prefix, {f"{name}_{put}": value for name, value in table.items()})


SINGLE = {name: {"property": value} for name, value in VALUES.items()}
declare("type/property/value-types", "Type_Property_ValueTypes_", {**SINGLE, "Never": {}})

FULL = {name: {"property": value} for name, value in OPTIONAL.items()}
BOTH = {"optionalProperty": "hello", "requiredProperty": 42}
SPEC, PREFIX = "type/property/optionality", "Type_Property_Optional_"
declare(SPEC, PREFIX, {**FULL, "RequiredAndOptional": BOTH}, "getAll", "putAll")
declare(SPEC, PREFIX, {key: {} for key in FULL}, "getDefault", "putDefault")
declare(SPEC, PREFIX, {"RequiredAndOptional": {"requiredProperty": 42}}, "getRequiredOnly", "putRequiredOnly")

EXTRAS, MORE = "type/property/additional-properties", "Type_Property_AdditionalProperties_"
declare(EXTRAS, MORE, ADDITIONAL)
AMBIGUOUS = {"name": "abc", "prop1": BEGUN, "prop2": SPANNED}
bodies(EXTRAS, MORE, {"SpreadRecordNonDiscriminatedUnion2_put": AMBIGUOUS})


@scenario(EXTRAS, f"{MORE}SpreadRecordNonDiscriminatedUnion2_get")
def ambiguous(calls: Calls) -> None:
    """The first property may be read as either variant, the second has what only one of them has."""
    found = calls("SpreadRecordNonDiscriminatedUnion2_get")
    equal((found.prop1.kind, found.prop2.end.day), ("kind1", 2))
