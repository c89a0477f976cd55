"""Absent, null and a value are three things, however a model came to be."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from pydantic import ValidationError

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def test_python_and_wire_names_build_the_same(zoo: ModuleType) -> None:
    assert zoo.models.Animal(display_name="Tom", odd_name="x") == zoo.models.Animal(
        **{"displayName": "Tom", "odd$name": "x"}
    )


def test_a_dump_holds_what_was_set_under_wire_names(zoo: ModuleType) -> None:
    animal = zoo.models.Animal(display_name="Tom", born_at=NOON, odd_name="x")
    assert animal.model_dump(mode="json") == {"displayName": "Tom", "bornAt": "2024-01-01T12:00:00Z", "odd$name": "x"}
    assert animal.model_dump_json() == '{"displayName":"Tom","bornAt":"2024-01-01T12:00:00Z","odd$name":"x"}'


def test_none_is_absence_unless_null_is_allowed(zoo: ModuleType) -> None:
    animal = zoo.models.Animal(display_name="Tom", born_at=None, died_at=None, keeper=None)
    assert animal.model_dump() == {"displayName": "Tom", "diedAt": None}


def test_a_default_is_read_but_not_sent(zoo: ModuleType) -> None:
    animal = zoo.models.Animal(display_name="Tom")
    assert (animal.legs, animal.model_dump()) == (4, {"displayName": "Tom"})
    assert zoo.models.Animal(display_name="Tom", legs=4).model_dump() == {"displayName": "Tom", "legs": 4}


def test_assignment_sets_and_deletion_unsets(zoo: ModuleType) -> None:
    animal = zoo.models.Animal(display_name="Tom")
    animal.legs, animal.status, animal.died_at = 3, "well", None
    assert animal.model_dump() == {"displayName": "Tom", "legs": 3, "status": "well", "diedAt": None}
    del animal.legs, animal.died_at
    animal.status = None
    assert animal.model_dump() == {"displayName": "Tom"}
    assert (animal.legs, animal.status) == (4, None)
    del animal.display_name
    assert animal.model_dump() == {}


def test_undeclared_properties_are_attributes_that_can_be_deleted(zoo: ModuleType) -> None:
    animal = zoo.models.Animal(display_name="Tom", colour="red")
    assert (animal.colour, animal.model_dump()["colour"]) == ("red", "red")
    del animal.colour
    assert animal.model_dump() == {"displayName": "Tom"}


def test_what_was_received_goes_out_again(zoo: ModuleType) -> None:
    received = {"displayName": None, "bornAt": None, "legs": -1, "status": "lost", "odd$name": 7, "more": {"a": None}}
    animal = zoo._runtime.codec.decode_value(zoo.models.Animal, received)
    assert zoo._runtime.codec.to_wire(animal) == received


def test_tolerant_converts_what_it_can(zoo: ModuleType) -> None:
    animal = zoo._runtime.codec.decode_value(zoo.models.Animal, {"legs": "3", "bornAt": "2024-01-01T12:00:00"})
    assert (animal.legs, animal.born_at) == (3, datetime(2024, 1, 1, 12))


def test_a_missing_required_property_says_so_when_read(zoo: ModuleType) -> None:
    cat = zoo._runtime.codec.decode_value(zoo.models.Cat, {"petType": "cat", "displayName": "Tom"})
    with pytest.raises(AttributeError, match=r"Cat\.lives is required by the document, but was not received"):
        _ = cat.lives
    assert zoo._runtime.codec.to_wire(cat) == {"petType": "cat", "displayName": "Tom"}
    assert "lives" not in repr(cat)
    with pytest.raises(AttributeError, match="nothing"):
        _ = cat.nothing


@pytest.mark.parametrize("values", [{}, {"display_name": "Tom", "legs": -1}, {"display_name": 7}])
def test_constructing_refuses_what_the_document_refuses(zoo: ModuleType, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        zoo.models.Animal(**values)
    assert "input_value" not in str(caught.value)


def test_constructing_keeps_unknown_members_of_open_enums(zoo: ModuleType) -> None:
    assert zoo.models.Animal(display_name="Tom", status="sleepy").status == "sleepy"


def test_a_closed_object_keeps_what_a_service_adds_but_not_what_a_caller_adds(zoo: ModuleType) -> None:
    dog = {"displayName": "Rex", "petType": "dog", "age": 3}
    codec = zoo._runtime.codec
    assert codec.to_wire(codec.decode_value(zoo.models.Dog, dog)) == dog
    with pytest.raises(codec.InvalidValue, match=r"/age: "):
        codec.decode_value(zoo.models.Dog, dog, "strict")
    with pytest.raises(ValidationError):
        zoo.models.Dog(**dog)


def test_strict_knows_only_wire_names(zoo: ModuleType) -> None:
    with pytest.raises(zoo._runtime.codec.InvalidValue, match="/displayName: Field required"):
        zoo._runtime.codec.decode_value(zoo.models.Animal, {"display_name": "Tom"}, "strict")


def test_formats_are_python_values_inside_and_text_outside(zoo: ModuleType) -> None:
    keeper = zoo.models.Keeper(full_name="Kim", badge=b"\x00\xff", shifts=[zoo.models.KeeperShift(length="PT1H")])
    assert keeper.shifts[0].length == timedelta(hours=1)
    written = zoo._runtime.codec.to_wire(keeper)
    assert written == {"fullName": "Kim", "badge": "AP8=", "shifts": [{"length": "PT1H"}]}
    assert zoo._runtime.codec.decode_value(zoo.models.Keeper, written, "strict") == keeper


def test_a_subclass_is_written_whole_where_its_base_is_declared(zoo: ModuleType) -> None:
    kitten = zoo.models.Cat(display_name="Kit", pet_type="kitten", lives=9)
    keeper = zoo.models.Keeper(full_name="Kim", animals=[zoo.models.Animal(display_name="A", parent=kitten)])
    expected = {"displayName": "Kit", "petType": "kitten", "lives": 9}
    assert zoo._runtime.codec.to_wire(keeper)["animals"][0]["parent"] == expected
    assert zoo._runtime.codec.to_wire([kitten], list[zoo.models.Animal]) == [expected]


def test_models_can_be_copied_and_pickled(zoo: ModuleType) -> None:
    received = {"petType": "cat", "keeper": {"fullName": "Kim", "pets": {"b": {"petType": "bird"}}}, "x": 1}
    cat = zoo._runtime.codec.decode_value(zoo.models.Cat, received)
    for twin in (copy.copy(cat), copy.deepcopy(cat), pickle.loads(pickle.dumps(cat)), cat.model_copy(deep=True)):
        assert twin == cat
        assert zoo._runtime.codec.to_wire(twin) == received
