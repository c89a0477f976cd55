"""Views of one schema: what is required and readOnly is not asked of a request, what is writeOnly not of a response."""

from __future__ import annotations

import copy
import pickle
import warnings
from typing import Any

import pytest
from tests.benchmarks.corpus import Generated


@pytest.fixture
def promised(made: Generated) -> Any:
    return made.forms["/components/schemas/Promised"]()


def test_constructing_does_not_ask_for_it_and_nothing_is_sent(made: Generated, promised: Any) -> None:
    assert made.codec.encode_json(promised(name="a")) == b'{"name":"a"}'


@pytest.mark.parametrize("policy", ["strict", "tolerant", "text"])
def test_a_sender_may_leave_it_out_and_a_receiver_reads_it(made: Generated, promised: Any, policy: str) -> None:
    assert not hasattr(made.codec.decode_value(promised, {"name": "a"}, policy), "id")
    assert made.codec.decode_value(promised, {"id": "7", "name": "a"}, policy).id == "7"


def test_it_is_absent_until_it_is_set_and_after_it_is_deleted(made: Generated, promised: Any) -> None:
    value = promised(name="a")
    with pytest.raises(AttributeError, match="id is required"):
        _ = value.id
    value.id = "7"
    assert made.codec.to_wire(value) == {"id": "7", "name": "a"}
    del value.id
    assert made.codec.to_wire(value) == {"name": "a"}
    assert value == promised(name="a") == copy.deepcopy(value) == pickle.loads(pickle.dumps(value))


def test_null_and_other_types_are_refused(promised: Any) -> None:
    for wrong in (None, 7):
        with pytest.raises(ValueError, match="id"):
            promised(id=wrong, name="a")


def test_its_json_schema_has_no_default(promised: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert promised.model_json_schema()["properties"]["id"] == {"title": "Id", "type": "string"}


@pytest.mark.parametrize(
    ("policy", "accepted", "refused"),
    [
        ("strict", {"password": "abc", "name": "b"}, {"id": "a", "name": "b"}),
        ("response", {"id": "a", "name": "b"}, {"password": "abc", "name": "b"}),
    ],
)
def test_requests_and_responses_are_asked_for_different_properties(
    made: Generated, policy: str, accepted: dict[str, str], refused: dict[str, str]
) -> None:
    account: Any = made.forms["/components/schemas/Account"]()
    assert made.codec.to_wire(made.codec.decode_value(account, accepted, policy)) == accepted
    with pytest.raises(made.codec.InvalidValue):
        made.codec.decode_value(account, refused, policy)


def test_what_is_write_only_is_read_if_a_response_has_it(made: Generated) -> None:
    account: Any = made.forms["/components/schemas/Account"]()
    whole = {"id": "a", "password": "abc", "name": "b"}
    read = made.codec.decode_value(account, whole, "response")
    assert read.password == "abc" and made.codec.to_wire(read) == whole
    with pytest.raises(made.codec.InvalidValue, match="/password"):
        made.codec.decode_value(account, {**whole, "password": "ab"}, "response")


def test_constructing_asks_for_what_is_write_only(made: Generated) -> None:
    account: Any = made.forms["/components/schemas/Account"]()
    with pytest.raises(ValueError, match="password"):
        account(name="b")
