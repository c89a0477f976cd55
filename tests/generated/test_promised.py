"""Properties that are required and readOnly: nobody has to send them, and whoever receives them need not ask for None."""

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
