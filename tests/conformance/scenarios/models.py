"""Models: empty ones, those that derive from others, discriminators, who may read and write a property; and enums."""

from __future__ import annotations

from typing import Any

from tests.conformance.playing import Calls, answered, answers, bodies, equal, scenario, sent

EMPTY = "type/model/empty"
answers(EMPTY, "Type_Model_Empty_", {"getEmpty": {}})
bodies(EMPTY, "Type_Model_Empty_", {"putEmpty": {}, "postRoundTripEmpty": {}})

RECORD = {"requiredProp": "example-value"}
USAGE = "type/model/usage"
answers(USAGE, "Type_Model_Usage_", {"output": RECORD})
bodies(USAGE, "Type_Model_Usage_", {"input": RECORD})


@scenario(USAGE, "Type_Model_Usage_inputAndOutput")
def both_ways(calls: Calls) -> None:
    equal(sent(calls, "inputAndOutput", RECORD).required_prop, "example-value")


GOLDEN, COBRA = {"kind": "golden", "weight": 10}, {"kind": "cobra", "length": 10}
SPEC, PREFIX = "type/model/inheritance/enum-discriminator", "Type_Model_Inheritance_EnumDiscriminator_"
answers(SPEC, PREFIX, {"getExtensibleModel": GOLDEN, "getFixedModel": COBRA})
bodies(SPEC, PREFIX, {"putExtensibleModel": GOLDEN, "putFixedModel": COBRA})


@scenario(
    SPEC,
    f"{PREFIX}getExtensibleModelMissingDiscriminator",
    f"{PREFIX}getExtensibleModelWrongDiscriminator",
    f"{PREFIX}getFixedModelMissingDiscriminator",
    f"{PREFIX}getFixedModelWrongDiscriminator",
)
def strange_kinds(calls: Calls) -> None:
    equal(calls("getExtensibleModelMissingDiscriminator").weight, 10)
    strange = calls("getExtensibleModelWrongDiscriminator")
    equal((strange.weight, strange.kind), (8, "wrongKind"))
    equal(calls("getFixedModelMissingDiscriminator").length, 10)
    strange = calls("getFixedModelWrongDiscriminator")
    equal((strange.length, strange.kind), (8, "wrongKind"))


GOBLIN, SAW = {"kind": "shark", "sharktype": "goblin"}, {"kind": "shark", "sharktype": "saw"}


def salmon(age: int, **more: Any) -> dict[str, Any]:
    return {"age": age, "kind": "salmon", **more}


FISH = salmon(
    1,
    partner={"age": 2, **SAW},
    friends=[
        salmon(2, partner=salmon(3), hate={"key1": salmon(4), "key2": {"age": 2, **GOBLIN}}),
        {"age": 3, **GOBLIN},
    ],
    hate={"key3": {"age": 3, **SAW}, "key4": salmon(2, friends=[salmon(1), {"age": 4, **GOBLIN}])},
)
NESTED, FISHES = "type/model/inheritance/nested-discriminator", "Type_Model_Inheritance_NestedDiscriminator_"
answers(NESTED, FISHES, {"getModel": {"age": 1, **GOBLIN}, "getRecursiveModel": FISH})
bodies(NESTED, FISHES, {"putModel": {"age": 1, **GOBLIN}, "putRecursiveModel": FISH})


@scenario(NESTED, f"{FISHES}getMissingDiscriminator", f"{FISHES}getWrongDiscriminator")
def strange_fish(calls: Calls) -> None:
    equal(calls("getMissingDiscriminator").age, 1)
    strange = calls("getWrongDiscriminator")
    equal((strange.age, strange.kind), (1, "wrongKind"))


SPARROW = {"wingspan": 1, "kind": "sparrow"}
EAGLE = {
    "wingspan": 5, "kind": "eagle", "partner": {"wingspan": 2, "kind": "goose"},
    "friends": [{"wingspan": 2, "kind": "seagull"}], "hate": {"key3": SPARROW},
}  # fmt: skip
SINGLE, BIRDS = "type/model/inheritance/single-discriminator", "Type_Model_Inheritance_SingleDiscriminator_"
answers(
    SINGLE, BIRDS, {"getModel": SPARROW, "getRecursiveModel": EAGLE, "getLegacyModel": {"size": 20, "kind": "t-rex"}}
)
bodies(SINGLE, BIRDS, {"putModel": SPARROW, "putRecursiveModel": EAGLE})


@scenario(SINGLE, f"{BIRDS}getMissingDiscriminator", f"{BIRDS}getWrongDiscriminator")
def strange_birds(calls: Calls) -> None:
    equal(calls("getMissingDiscriminator").wingspan, 1)
    strange = calls("getWrongDiscriminator")
    equal((strange.wingspan, strange.kind), (1, "wrongKind"))


CAT = {"name": "abc", "age": 32, "smart": True}
PLAIN, CATS = "type/model/inheritance/not-discriminated", "Type_Model_Inheritance_NotDiscriminated_"
answers(PLAIN, CATS, {"getValid": CAT})
bodies(PLAIN, CATS, {"postValid": CAT, "putValid": CAT})

ELEMENT = {"level": 0, "extension": [{"level": 1, "extension": [{"level": 2}]}, {"level": 1}]}
RECURSIVE = "type/model/inheritance/recursive"
answers(RECURSIVE, "Type_Model_Inheritance_Recursive_", {"get": ELEMENT})
bodies(RECURSIVE, "Type_Model_Inheritance_Recursive_", {"put": ELEMENT})

SEEN, SEES = "type/model/visibility", "Type_Model_Visibility_"
bodies(
    SEEN,
    SEES,
    {
        "putModel": {"createProp": ["foo", "bar"], "updateProp": [1, 2]},
        "patchModel": {"updateProp": [1, 2]},
        "postModel": {"createProp": ["foo", "bar"]},
        "deleteModel": {"deleteProp": True},
    },
)


@scenario(SEEN, f"{SEES}getModel", f"{SEES}headModel", f"{SEES}putReadOnlyModel")
def read_only(calls: Calls) -> None:
    nothing = calls.body("getModel", {"readProp": "abc"})
    equal(calls("getModel", query_prop=123, body=nothing).read_prop, "abc")
    calls("headModel", query_prop=123, body=nothing)
    wire = {"optionalNullableIntList": [1, 2, 3], "optionalStringRecord": {"k1": "value1", "k2": "value2"}}
    answered(calls, "putReadOnlyModel", wire, body=calls.body("putReadOnlyModel", {}))


OPEN, CLOSED = "type/enum/extensible", "type/enum/fixed"
answers(OPEN, "Type_Enum_Extensible_", {"String_getKnownValue": "Monday", "String_getUnknownValue": "Weekend"})
bodies(OPEN, "Type_Enum_Extensible_", {"String_putKnownValue": "Monday", "String_putUnknownValue": "Weekend"})
answers(CLOSED, "Type_Enum_Fixed_", {"String_getKnownValue": "Monday"})
bodies(CLOSED, "Type_Enum_Fixed_", {"String_putKnownValue": "Monday"})


@scenario(CLOSED, "Type_Enum_Fixed_String_putUnknownValue")
def closed(calls: Calls) -> None:
    try:
        calls("String_putUnknownValue", body="Weekend")
    except calls.package.ServerError as error:
        equal(error.status, 500)
    else:
        raise AssertionError("was not refused")
