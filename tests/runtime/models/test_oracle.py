"""`strict` accepts what JSON Schema 2020-12 accepts, and nothing else; `tolerant` accepts everything that is inside."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated, Any, Literal

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from specwright.runtime import codec
from specwright.runtime.model import (
    UUID,
    Contradiction,
    Date,
    DateTime,
    Decimal,
    DecimalNumber,
    Duration,
    Evolvable,
    Nullable,
    Open,
    OpenInt,
    Time,
)

TYPES: list[tuple[Any, dict[str, Any]]] = [
    (Any, {}),
    (None, {"type": "null"}),
    (str, {"type": "string"}),
    (int, {"type": "integer"}),
    (float, {"type": "number"}),
    (bool, {"type": "boolean"}),
    (Annotated[int, Field(ge=1, lt=5)], {"type": "integer", "minimum": 1, "exclusiveMaximum": 5}),
    (Annotated[int, Field(multiple_of=2)], {"type": "integer", "multipleOf": 2}),
    (Annotated[float, Field(gt=0, le=5)], {"type": "number", "exclusiveMinimum": 0, "maximum": 5}),
    (Annotated[str, Field(min_length=2, max_length=3)], {"type": "string", "minLength": 2, "maxLength": 3}),
    (list[int], {"type": "array", "items": {"type": "integer"}}),
    (Annotated[list[Any], Field(min_length=1, max_length=1)], {"type": "array", "minItems": 1, "maxItems": 1}),
    (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
    (Annotated[dict[str, Any], Field(min_length=1)], {"type": "object", "minProperties": 1}),
    (Literal["a", "abc"], {"enum": ["a", "abc"]}),
    (Literal[1, 3], {"enum": [1, 3]}),
    (Literal[True, "a"], {"enum": [True, "a"]}),
    (Literal[0], {"const": 0}),
    (Open[Literal["a"]], {"enum": ["a"]}),
    (OpenInt[Literal[1]], {"enum": [1]}),
    (Evolvable[Literal["a"]], {"type": "string"}),
    (Nullable[int], {"type": ["integer", "null"]}),
    (Nullable[None], {"type": "null"}),
    (Nullable[Any], {}),
    (Annotated[int, Contradiction()], {"allOf": [{"type": "integer"}, {"type": "string"}]}),
    (int | str, {"type": ["integer", "string"]}),
    (int | bool, {"type": ["integer", "boolean"]}),
    (
        list[int] | dict[str, int],
        {
            "anyOf": [
                {"type": "array", "items": {"type": "integer"}},
                {"type": "object", "additionalProperties": {"type": "integer"}},
            ]
        },
    ),
    (Date, {"type": "string", "format": "date"}),
    (DateTime, {"type": "string", "format": "date-time"}),
    (Time, {"type": "string", "format": "time"}),
    (Duration, {"type": "string", "format": "duration"}),
    (UUID, {"type": "string", "format": "uuid"}),
    (Decimal, {"type": "string", "pattern": r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$"}),
    (DecimalNumber, {"type": "number"}),
]
PATTERNS = [
    r"^\d+$",
    r"^\w+$",
    r"^\D*$",
    r"^[^\d]+$",
    r"^[\w-]+$",
    r"^[a-z\d]{1,3}$",
    r"a$",
    r"\S",
    r"\/",
    r"^\p{L}+$",
    r"^(?!foo)",
    r"(?<=a)b",
    r"^.$",
    r"^(?=[\s\S]*?(?:^[a-z]+))(?=[\s\S]*?(?:\w$))",
]
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.0, 1.5, 3, 5.0, 2**70, 1e300, -0.0),
    *("", "1", "-1.50", "1e5", "a", "abc", "true", "é", "\u0663", "ab\n", "foo-bar", "0x1", "NaN"),
    *([], [1], [1.0, "x"], {}, {"a": 1}, {"b": None}),
    *("2024-01-01", "2024-02-30", "2024-1-1", "20240101"),
    *("2024-01-01T00:00:00Z", "2024-01-01t00:00:00z", "2024-01-01T00:00:00.123456789-23:59", "1704067200"),
    *("2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "2024-01-01T00:00:00+0200", "2024-01-01T24:00:00Z"),
    *("10:00:00Z", "10:00:00.5+01:00", "10:00:00", "25:00:00Z", "10:00Z"),
    *("P1D", "P1DT2H", "P1Y", "P1M", "PT1M", "P2W", "PT", "P", "P1YT", "P1W1D", "-P1D", "1 day"),
    *("12345678-1234-1234-1234-123456789012", "12345678123412341234123456789012"),
    "{12345678-1234-1234-1234-123456789012}",
]


def accepts(form: Any, value: Any) -> bool:
    """Whether `strict` reads the value."""
    try:
        codec.decode_value(form, value, "strict")
    except codec.InvalidValue:
        return False
    return True


@pytest.mark.parametrize(("form", "schema"), TYPES, ids=[str(schema) for _, schema in TYPES])
def test_strict_agrees_with_json_schema(form: Any, schema: dict[str, Any]) -> None:
    oracle = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert [value for value in VALUES if accepts(form, value)] == [value for value in VALUES if oracle.is_valid(value)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_what_ecmascript_means(pattern: str) -> None:
    oracle = jsonschema_rs.Draft202012Validator({"type": "string", "pattern": pattern})
    form = Annotated[str, Field(pattern=pattern)]
    assert [value for value in VALUES if accepts(form, value)] == [value for value in VALUES if oracle.is_valid(value)]


@pytest.mark.parametrize("pattern", ["[", "(?<x>a)\\k<x>", "a{2,1}", "\\"])
def test_a_pattern_that_no_engine_understands_is_not_checked(pattern: str) -> None:
    assert accepts(Annotated[str, Field(pattern=pattern)], "anything")


@pytest.mark.parametrize(("form", "schema"), TYPES, ids=[str(schema) for _, schema in TYPES])
def test_what_strict_reads_is_written_as_it_came(form: Any, schema: dict[str, Any]) -> None:
    oracle = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    for value in filter(lambda value: accepts(form, value), VALUES):
        written = codec.to_wire(codec.decode_value(form, value, "strict"), form)
        assert oracle.is_valid(written)
        assert isinstance(value, str) or written == value


@pytest.mark.parametrize(("form", "schema"), TYPES, ids=[str(schema) for _, schema in TYPES])
def test_tolerant_keeps_everything_that_is_inside(form: Any, schema: dict[str, Any]) -> None:
    for value in VALUES:
        codec.encode_json(codec.decode_value(list[form], [value], "tolerant"), list[form])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-3, 3) | st.text("ab1", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["petType", "lives", "displayName", "legs", "parent", "status"]), inner)
    ),
    max_leaves=6,
)
animals = st.fixed_dictionaries(
    {"displayName": st.text(max_size=2), "petType": st.sampled_from(["cat", "kitten"]), "lives": st.integers()},
    optional={
        "legs": st.integers(-1, 4),
        "diedAt": st.sampled_from([None, "2024-01-01T00:00:00Z", "soon"]),
        "status": st.sampled_from(["well", "lost", None]),
        "parent": json_values,
        "other": json_values,
    },
)
ANIMAL = {
    "type": "object",
    "required": ["displayName"],
    "properties": {
        "displayName": {"type": "string"},
        "bornAt": {"type": "string", "format": "date-time"},
        "diedAt": {"type": ["string", "null"], "format": "date-time"},
        "status": {"enum": ["well", "ill"]},
        "legs": {"type": "integer", "minimum": 0},
        "odd$name": {"type": "string"},
        "keeper": {"type": "object", "required": ["fullName"]},
        "parent": {"$ref": "#/$defs/animal"},
    },
}
CAT = {
    "$defs": {"animal": ANIMAL},
    "allOf": [{"$ref": "#/$defs/animal"}],
    "required": ["petType", "lives"],
    "properties": {"petType": {"enum": ["cat", "kitten"]}, "lives": {"type": "integer"}},
}
ORACLE = jsonschema_rs.Draft202012Validator(CAT, validate_formats=True)


@pytest.fixture(scope="module")
def cat(sample_folder: Any) -> Iterator[tuple[Any, ModuleType]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(sample_folder)
        yield importlib.import_module("zoo").models.Cat, importlib.import_module("zoo._runtime.codec")


@given(value=animals | json_values)
def test_models_agree_with_json_schema(cat: tuple[Any, ModuleType], value: Any) -> None:
    form, zoo_codec = cat
    try:
        read = zoo_codec.decode_value(form, value, "strict")
    except zoo_codec.InvalidValue:
        assert not ORACLE.is_valid(value)
    else:
        assert ORACLE.is_valid(value)
        assert zoo_codec.to_wire(read) == value


@given(value=animals)
def test_what_a_client_reads_goes_out_again(cat: tuple[Any, ModuleType], value: Any) -> None:
    form, zoo_codec = cat
    read = zoo_codec.decode_value(form, value)
    again = zoo_codec.decode_json(form, zoo_codec.encode_json(read))
    assert again == read
    assert zoo_codec.to_wire(read).keys() == value.keys()
