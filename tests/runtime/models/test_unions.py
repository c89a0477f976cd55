"""Unions: by discriminator, and by best match."""

from __future__ import annotations

import sys
import time
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest

from specwright.runtime import codec
from specwright.runtime.model import Model, Tagged, Unknown, camel


class Base(Model, alias_generator=camel):
    """The base of the models here."""


class Square(Base):
    side: int


class Box(Base):
    side: int
    depth: int
    open: bool = False


class And(Base):
    left: And | Or | str
    right: And | Or | str


class Or(Base):
    left: And | Or | str
    right: And | Or | str


And.model_rebuild()
Tags = Annotated[Square | Box, Tagged("kind", {1: Square, 2: Box})]


def read(form: Any, value: Any, policy: Any = "strict") -> Any:
    return codec.decode_value(form, value, policy)


def test_only_the_variant_that_is_meant_is_loaded(zoo: ModuleType) -> None:
    for policy in ("strict", "tolerant"):
        read_ = zoo._runtime.codec.decode_value(
            lambda: zoo.models.Pet, {"petType": "kitten", "displayName": "Kit", "lives": 1}, policy
        )
        assert type(read_) is zoo.models.Cat
    assert "zoo.models.dog" not in sys.modules


def test_a_variant_is_chosen_when_constructing_too(zoo: ModuleType) -> None:
    keeper = zoo.models.Keeper(
        full_name="Kim",
        pets={
            "a": {"petType": "dog", "display_name": "Rex"},
            "b": zoo.models.Cat(display_name="Tom", pet_type="cat", lives=9),
        },
    )
    assert (type(keeper.pets["a"]), type(keeper.pets["b"])) == (zoo.models.Dog, zoo.models.Cat)
    with pytest.raises(ValueError, match="pets"):
        zoo.models.Keeper(full_name="Kim", pets={"a": zoo.models.KeeperShift(length="P1D")})


def test_an_unknown_variant_is_kept_when_tolerant_and_refused_when_strict() -> None:
    kept = read(Tags, {"kind": "circle", "radius": 3}, "tolerant")
    assert isinstance(kept, Unknown)
    assert kept.radius == 3
    assert codec.to_wire(kept) == {"kind": "circle", "radius": 3}
    with pytest.raises(codec.InvalidValue) as caught:
        read(list[Tags], [{"kind": "circle"}, {}])
    assert [(problem.pointer, problem.kind) for problem in caught.value.problems] == [
        ("/0/kind", "discriminator"),
        ("/1/kind", "missing"),
    ]
    assert "circle" not in str(caught.value)


def test_a_discriminator_may_be_a_number_or_a_boolean() -> None:
    assert type(read(Tags, {"kind": 1, "side": 1})) is Square
    assert type(read(Tags, {"kind": 1.0, "side": 1})) is Square
    flags = Annotated[Square | Box, Tagged("open", {True: Square, False: Box})]
    assert type(read(flags, {"open": False, "side": 1, "depth": 1})) is Box
    assert isinstance(read(flags, {"open": 1, "side": 1}, "tolerant"), Unknown)
    assert isinstance(read(Tags, {"kind": [1]}, "tolerant"), Unknown)


@pytest.mark.parametrize("policy", ["strict", "tolerant"])
@pytest.mark.parametrize(
    ("value", "variant"),
    [
        ({"side": 1}, Square),
        ({"side": 1, "depth": 2}, Box),
        ({"side": 1, "depth": 2, "open": True}, Box),
        ({"side": 1, "other": 2}, Square),
    ],
)
def test_without_a_discriminator_the_best_match_is_taken(value: Any, variant: type, policy: str) -> None:
    assert type(read(Square | Box, value, policy)) is variant
    assert type(read(Box | Square, value, policy)) is variant


def test_when_nothing_fits_tolerant_takes_what_is_closest() -> None:
    assert type(read(Square | Box, {"depth": "deep", "side": 1}, "tolerant")) is Square
    assert type(read(Square | Box, {"depth": "deep", "side": "x", "open": True}, "tolerant")) is Square
    assert read(list[Square | int], [{"side": "x"}, "a"], "tolerant")[1] == "a"


def test_when_nothing_fits_strict_tells_of_what_is_closest() -> None:
    with pytest.raises(codec.InvalidValue) as caught:
        read(dict[str, Square | str], {"a/b": {"side": "x"}})
    assert [str(problem) for problem in caught.value.problems] == ["/a~1b/side: Input should be a valid integer"]
    with pytest.raises(codec.InvalidValue) as caught:
        read(Square | str, 1)
    assert [str(problem) for problem in caught.value.problems] == ["Input should match one of the allowed types"]


@pytest.mark.parametrize("policy", ["strict", "tolerant"])
@pytest.mark.parametrize("leaf", ["x", 7])
def test_unions_in_unions_take_time_in_proportion(policy: str, leaf: Any) -> None:
    value: Any = leaf
    for _ in range(40):
        value = {"left": "a", "right": value}
    started = time.process_time()
    try:
        read(And | Or, value, policy)
    except codec.InvalidValue:
        assert (policy, leaf) == ("strict", 7)
    assert time.process_time() - started < 1


def test_scalars_are_told_apart_by_their_kind() -> None:
    form = int | bool | str | None
    for value in (1, True, "1", None):
        assert read(form, value) is value
        assert read(form, value, "tolerant") is value
    assert read(list[int | bool], ["7"], "tolerant") == [7]
    assert read(Literal["a"] | int, "a") == "a"
