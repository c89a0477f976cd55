"""Unions, with and without a discriminator, and scalars."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from tests.conformance.playing import PLAYS, Calls, Play, answered, answers, bodies, equal

PROPERTIES: dict[str, Any] = {
    "StringsOnly": "b",
    "StringExtensible": "custom",
    "StringExtensibleNamed": "custom",
    "IntsOnly": 2,
    "FloatsOnly": 2.2,
    "ModelsOnly": {"name": "test"},
    "EnumsOnly": {"lr": "right", "ud": "up"},
    "StringAndArray": {"string": "test", "array": ["test1", "test2"]},
    "MixedLiterals": {"stringLiteral": "a", "intLiteral": 2, "floatLiteral": 3.3, "booleanLiteral": True},
    "MixedTypes": {
        "model": {"name": "test"},
        "literal": "a",
        "int": 2,
        "boolean": True,
        "array": [{"name": "test"}, "a", 2, True],
    },
}
answers("type/union", "Type_Union_", {f"{name}_get": {"prop": value} for name, value in PROPERTIES.items()})
bodies("type/union", "Type_Union_", {f"{name}_send": {"prop": value} for name, value in PROPERTIES.items()})

WHISKERS, REX = {"name": "Whiskers", "meow": True}, {"name": "Rex", "bark": False}
CAT, DOG = {"kind": "cat", "value": WHISKERS}, {"kind": "dog", "value": REX}
ENVELOPES: dict[str, tuple[str, str, Any, Any]] = {
    "Envelope_Object_Default": ("Default_{}", "kind", CAT, DOG),
    "Envelope_Object_CustomProperties": (
        "CustomProperties_{}", "pet_type", {"petType": "cat", "petData": WHISKERS}, {"petType": "dog", "petData": REX}),
    "NoEnvelope_Default": ("Default_{}_2", "kind", {"kind": "cat", **WHISKERS}, {"kind": "dog", **REX}),
    "NoEnvelope_CustomDiscriminator": (
        "CustomDiscriminator_{}", "type", {"type": "cat", **WHISKERS}, {"type": "dog", **REX}),
}  # fmt: skip


def chosen(operation: str, parameter: str, cat: Any, dog: Any, calls: Calls) -> None:
    """A cat without being asked, and whatever is asked for."""
    name = next(each.name for each in calls.operation(operation).parameters if each.name.startswith(parameter))
    answered(calls, operation, cat)
    answered(calls, operation, cat, **{name: "cat"})
    answered(calls, operation, dog, **{name: "dog"})


def returned(operation: str, cat: Any, calls: Calls) -> None:
    """A cat is sent, and comes back."""
    answered(calls, operation, cat, body=calls.body(operation, cat))


for name, (operation, parameter, cat, dog) in ENVELOPES.items():
    spec, prefix = "type/union/discriminated", f"Type_Union_Discriminated_{name}_"
    PLAYS.append(Play(spec, f"{prefix}get", partial(chosen, operation.format("get"), parameter, cat, dog)))
    PLAYS.append(Play(spec, f"{prefix}put", partial(returned, operation.format("put"), cat)))

SPEC, PREFIX = "type/scalar", "Type_Scalar_"
SCALARS = {"String": "test", "Boolean": True, "Unknown": "test"}
answers(SPEC, PREFIX, {f"{name}_get": value for name, value in SCALARS.items()})
bodies(SPEC, PREFIX, {f"{name}_put": value for name, value in SCALARS.items()})


def in_query(operation: str, value: Any, calls: Calls) -> None:
    """Send a value in the query."""
    calls(operation, value=value)


def added(prepare: str, verify: str, calls: Calls) -> None:
    """Add numbers without an error of rounding that the service would see."""
    numbers = calls(prepare)
    equal(numbers, [Decimal("0.1")] * 3)
    calls(verify, body=sum(numbers))


for name in ("Decimal", "Decimal128"):
    answers(SPEC, PREFIX, {f"{name}Type_responseBody": 0.33333})
    bodies(SPEC, PREFIX, {f"{name}Type_requestBody": 0.33333})
    operation, verify = f"{name}Type_requestParameter", f"{name}Verify_verify"
    PLAYS.append(Play(SPEC, f"{PREFIX}{operation}", partial(in_query, operation, 0.33333)))
    for each in ("prepareVerify", "verify"):
        PLAYS.append(Play(SPEC, f"{PREFIX}{name}Verify_{each}", partial(added, f"{name}Verify_prepareVerify", verify)))
