"""Arrays and dictionaries of every type: got, compared, and sent back."""

from __future__ import annotations

from functools import partial
from typing import Any

from pydantic import TypeAdapter
from tests.conformance.playing import PLAYS, Calls, Play, body_of, content_of, equal, snake

MOMENT, SPAN = "2022-08-26T18:38:00Z", "P123DT22H14M12.011S"
MODELS = ({"property": "hello"}, {"property": "world"})
LARGEST = 2**53 - 1
INNER = {"property": "world", "children": {"k2.1": {"property": "inner world"}}}

ARRAYS: dict[str, list[Any]] = {
    "Int32": [1, 2],
    "Int64": [LARGEST, -LARGEST],
    "Boolean": [True, False],
    "String": ["hello", ""],
    "Float32": [43.125],
    "Datetime": [MOMENT],
    "Duration": [SPAN],
    "Unknown": [1, "hello", None],
    "Model": [*MODELS],
    "NullableFloat": [1.25, None, 3.0],
    "NullableBoolean": [True, None, False],
    "NullableInt32": [1, None, 3],
    "NullableString": ["hello", None, "world"],
    "NullableModel": [MODELS[0], None, MODELS[1]],
}
DICTIONARIES: dict[str, dict[str, Any]] = {
    "Int32": {"k1": 1, "k2": 2},
    "Int64": {"k1": LARGEST, "k2": -LARGEST},
    "Boolean": {"k1": True, "k2": False},
    "String": {"k1": "hello", "k2": ""},
    "Float32": {"k1": 43.125},
    "Datetime": {"k1": MOMENT},
    "Duration": {"k1": SPAN},
    "Unknown": {"k1": 1, "k2": "hello", "k3": None},
    "Model": {"k1": MODELS[0], "k2": MODELS[1]},
    "RecursiveModel": {"k1": {"property": "hello", "children": {}}, "k2": INNER},
    "NullableFloat": {"k1": 1.25, "k2": 0.5, "k3": None},
}


def get(name: str, wire: Any, calls: Calls) -> None:
    """The answer is the value, in Python's types."""
    equal(getattr(calls.type, f"{name}_get")(), typed(calls, name, wire))


def put(name: str, wire: Any, calls: Calls) -> None:
    """The value arrives."""
    getattr(calls.type, f"{name}_put")(body=typed(calls, name, wire))


def typed(calls: Calls, name: str, wire: Any) -> Any:
    """A value as a caller has it: dates, durations and models instead of what stands for them in JSON."""
    return TypeAdapter(content_of(calls, "type", f"{name}_put").type()).validate_python(wire)


for kind, table in (("Array", ARRAYS), ("Dictionary", DICTIONARIES)):
    for case, wire in table.items():
        method = snake(f"{case}Value")
        for way, play in (("get", get), ("put", put)):
            name = f"Type_{kind}_{case}Value_{way}"
            PLAYS.append(Play(f"type/{kind.lower()}", name, partial(play, method, wire)))

SECRET = "aGVsbG8sIHdvcmxkIQ=="
NULLABLES: dict[str, Any] = {
    "String": "hello",
    "Bytes": SECRET,
    "Datetime": MOMENT,
    "Duration": SPAN,
    "CollectionsByte": [SECRET, SECRET],
    "CollectionsModel": [*MODELS],
    "CollectionsString": ["hello", "world"],
}


def get_nullable(name: str, value: Any, calls: Calls) -> None:
    """The answer has the value, or null."""
    patch = content_of(calls, "type", name.replace("get", "patch")).type()
    expected = patch.model_validate({"requiredProperty": "foo", "nullableProperty": value}).nullable_property
    got = getattr(calls.type, name)().nullable_property
    equal(TypeAdapter(Any).dump_python(got), TypeAdapter(Any).dump_python(expected))


def patch_nullable(name: str, value: Any, calls: Calls) -> None:
    """The value, or null, arrives: null is not left out."""
    getattr(calls.type, name)(body=body_of(calls, "type", name, requiredProperty="foo", nullableProperty=value))


for case, wire in NULLABLES.items():
    for way, play in (("get", get_nullable), ("patch", patch_nullable)):
        for state, value in (("NonNull", wire), ("Null", None)):
            name = f"Type_Property_Nullable_{case}_{way}{state}"
            PLAYS.append(Play("type/property/nullable", name, partial(play, snake(f"{case}_{way}{state}"), value)))
