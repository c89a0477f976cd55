"""In each style, the generated client calls the generated server: what goes in comes out, and what is wrong is told."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, datetime
from typing import Any

import msgspec
import pydantic
import pytest
from tests.behaviour.styles.conftest import Zoo
from typing_extensions import is_typeddict

BUILT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOME = {
    "class": "house",
    "builtAt": "2026-01-02T03:04:05Z",
    "odd $name": 3,
    "list": ["a"],
    "colour": "red",
    "owner": {"street": "High", "houseNumber": 1},
    "pets": [{"petType": "cat", "lives": 9}, {"petType": "dog", "friend": {"petType": "cat"}}],
    "tree": {"name": "x", "children": [{"name": "y"}]},
    "labels": {"a": "b"},
    "json": [1.5, "x", {"a": [2]}],
    "key": "AQID",
}
WRONG = [
    ({**HOME, "class": 3}, "/class"),
    ({**HOME, "class": "x"}, "/class"),
    ({**HOME, "builtAt": "yesterday"}, "/builtAt"),
    ({**HOME, "colour": "blue"}, "/colour"),
    ({**HOME, "odd $name": "x"}, "/odd $name"),
    ({**HOME, "tree": {"name": "x", "children": [{}]}}, "/tree/children/0"),
    ({**HOME, "pets": [{"petType": "cow"}]}, "/pets/0/petType"),
    ({**HOME, "pets": [{"petType": "cat", "lives": "x"}]}, "/pets/0/lives"),
    ({key: value for key, value in HOME.items() if key != "class"}, ""),
]


def test_the_models_are_what_was_asked_for(zoo: Zoo) -> None:
    checks: dict[str, Any] = {
        "pydantic": lambda kind: issubclass(kind, pydantic.BaseModel),
        "dataclass": dataclasses.is_dataclass,
        "typed-dict": is_typeddict,
        "msgspec": lambda kind: issubclass(kind, msgspec.Struct),
    }
    assert checks[zoo.style](zoo.models.Home)


def test_an_object_comes_back_as_it_was_sent(zoo: Zoo) -> None:
    home = zoo.make("Home", class_="house", built_at=BUILT, tree=zoo.make("Tree", name="x"), colour="red")
    with zoo.client() as client:
        back = client.zoo.put_home(body=home)
    for value in (back, zoo.received[0]):
        assert (zoo.read(value, "class_"), zoo.read(value, "built_at"), zoo.read(value, "colour")) == (
            "house",
            BUILT,
            "red",
        )
        assert zoo.read(zoo.read(value, "tree"), "name") == "x"
    if zoo.style != "typed-dict":
        assert type(back) is type(zoo.received[0]) is zoo.models.Home


def test_the_server_reads_and_writes_every_kind_of_property(zoo: Zoo) -> None:
    answer = zoo.server().put("/homes", json=HOME)
    assert (answer.status_code, answer.json()) == (200, HOME)
    got = zoo.received[0]
    assert (zoo.read(got, "odd_name"), zoo.read(got, "list"), zoo.read(got, "key")) == (3, ["a"], b"\1\2\3")
    if zoo.style != "typed-dict":
        assert [type(each).__name__ for each in got.pets] == ["Cat", "Dog"]
        assert (type(got.pets[1].friend).__name__, type(got.owner).__name__) == ("Cat", "Place")


@pytest.mark.parametrize(("body", "place"), WRONG, ids=[place + str(at) for at, (_, place) in enumerate(WRONG)])
def test_the_server_refuses_what_is_wrong_at_its_place(zoo: Zoo, body: Any, place: str) -> None:
    answer = zoo.server().put("/homes", json=body)
    assert answer.status_code == 422 and not zoo.received
    assert any(place in error["pointer"] for error in answer.json()["errors"]), answer.text


def test_what_is_absent_is_not_sent(zoo: Zoo) -> None:
    with zoo.client() as client:
        client.zoo.put_home(body=zoo.make("Home", class_="house", built_at=BUILT))
    answer = zoo.server().put("/homes", json={"class": "house", "builtAt": "2026-01-02T03:04:05Z"})
    assert answer.json() == {"class": "house", "builtAt": "2026-01-02T03:04:05Z"}


def test_null_where_it_is_allowed(zoo: Zoo) -> None:
    body = {"class": "house", "builtAt": "2026-01-02T03:04:05Z"}
    answer = zoo.server().put("/homes", json={**body, "eTag": None})
    assert answer.status_code == 200
    assert answer.json() == {**body, "eTag": None}
    assert zoo.server().put("/homes", json={**body, "labels": None}).status_code == 422


def test_null_can_be_sent(zoo: Zoo) -> None:
    with zoo.client() as client:
        for given in ({}, {"e_tag": None}, {"e_tag": "x"}):
            back = client.zoo.put_home(body=zoo.make("Home", class_="house", built_at=BUILT, **given))
            for home in (back, zoo.received.pop()):
                unset = {"dataclass": zoo.package.UNSET} if zoo.style == "dataclass" else {"msgspec": msgspec.UNSET}
                assert zoo.read(home, "e_tag") == given.get("e_tag", unset.get(zoo.style))


def test_what_is_write_only_is_taken_and_never_given(zoo: Zoo) -> None:
    answer = zoo.server().put("/homes", json={**HOME, "code": "1234"})
    assert answer.status_code == 200 and zoo.read(zoo.received[0], "code") == "1234"
    assert answer.json() == (HOME if zoo.style != "msgspec" else {**HOME, "code": "1234"})
    with zoo.client() as client:
        client.zoo.put_home(body=zoo.make("Home", class_="house", built_at=BUILT, code="1234"))
    assert zoo.read(zoo.received[1], "code") == "1234"
    assert zoo.server().put("/homes", json={**HOME, "code": None}).status_code == 422


def test_unions_are_told_apart(zoo: Zoo) -> None:
    dog = zoo.make("Dog", pet_type="dog", friend=zoo.make("Cat", pet_type="cat", lives=3))
    with zoo.client() as client:
        back = client.zoo.add_pet(body=dog)
    assert zoo.read(zoo.read(back, "friend"), "lives") == 3


def test_parameters_and_forms(zoo: Zoo) -> None:
    place = zoo.make("Place", street="High Street", house_number=7, tags=["a", "b"])
    with zoo.client() as client:
        assert client.zoo.find_pets(born=BUILT, where=place) == []
        back = client.zoo.send_form(body=place)
    assert zoo.received[0][0] == BUILT
    assert back == place and zoo.received[1] == place


def test_files(zoo: Zoo) -> None:
    body = zoo.make("SendPictureRequest", name="x", picture=io.BytesIO(b"abc"))
    with zoo.client() as client:
        assert client.zoo.send_picture(body=body) == 3
    assert zoo.read(zoo.received[0], "name") == "x"


def test_a_client_keeps_what_its_style_has_room_for(zoo: Zoo) -> None:
    """The table of `generator/docs/models.md`, line by line."""
    usual = {"class": "house", "builtAt": "2026-01-02T03:04:05Z"}

    def decoded(**changes: Any) -> Any:
        with zoo.client(answer={**usual, **changes}) as client:
            return client.zoo.put_home(body=zoo.make("Home", class_="house", built_at=BUILT))

    def fails(**changes: Any) -> bool:
        with pytest.raises(zoo.package.DecodeError):
            decoded(**changes)
        return True

    assert zoo.read(decoded(undeclared=1), "class_") == "house"
    kept = {"pydantic": lambda home: home.undeclared, "typed-dict": lambda home: home["undeclared"]}
    assert zoo.style not in kept or kept[zoo.style](decoded(undeclared=1)) == 1
    if zoo.style == "msgspec":
        assert fails(colour="blue") and fails(labels=3)
    else:
        assert zoo.read(decoded(colour="blue"), "colour") == "blue"
        assert zoo.read(decoded(labels=3), "labels") == 3
    assert zoo.read(decoded(pets=[{"petType": "cow", "milk": 1}]), "pets")[0].milk == 1


def test_a_required_property_may_be_missing_from_an_answer_unless_msgspec_reads_it(zoo: Zoo) -> None:
    with zoo.client(answer={"class": "house"}) as client:
        body = zoo.make("Home", class_="house", built_at=BUILT)
        if zoo.style == "msgspec":
            with pytest.raises(zoo.package.DecodeError, match="builtAt"):
                client.zoo.put_home(body=body)
        else:
            assert zoo.read(client.zoo.put_home(body=body), "class_") == "house"


def test_formats_are_written_in_unions_too(zoo: Zoo) -> None:
    """A key in base64, in a variant that the discriminator decides for."""
    picture = zoo.make("Bird", pet_type="bird", song=b"\1\2\3")
    with zoo.client() as client:
        back = client.zoo.add_pet(body=picture)
    assert zoo.read(back, "song") == zoo.read(zoo.received[0], "song") == b"\1\2\3"
