"""JSON text and texts of parameters, to values and back."""

from __future__ import annotations

import decimal
import pickle
from typing import Annotated, Any

import pytest
from pydantic import Field

from specwright.runtime import codec
from specwright.runtime.model import Base64, Base64Url, Date, DateTime, Decimal, DecimalNumber, Model, Nullable, camel


class Node(Model, alias_generator=camel):
    size: int
    next_node: Node | None = None


DEEP = b'{"nextNode":' * 150 + b'{"size":1}' + b"}" * 150


@pytest.mark.parametrize("data", [b"", b"{", b"[NaN]", b"[Infinity]", b"\xff", b"[" * 100_000, b'{"a":1}x'])
@pytest.mark.parametrize("policy", ["strict", "tolerant"])
def test_what_is_not_json_is_refused(data: bytes, policy: Any) -> None:
    with pytest.raises(codec.InvalidValue) as caught:
        codec.decode_json(Any, data, policy)
    assert caught.value.problems[0].pointer == ""


def test_numbers_keep_their_digits() -> None:
    assert codec.decode_json(int, b"123456789012345678901234567890") == 123456789012345678901234567890
    assert codec.encode_json(Node(size=10**30)) == b'{"size":' + str(10**30).encode() + b"}"
    assert str(codec.decode_json(Decimal, b'"0.10"', "strict")) == "0.10"


def test_half_a_surrogate_pair_survives_unless_strict() -> None:
    text = codec.decode_json(str, b'"\\ud800"')
    assert codec.encode_json(text) == b'"\\ud800"'
    assert codec.decode_json(Node, b'{"a":"\\ud800"}').a == "\ud800"
    with pytest.raises(codec.InvalidValue):
        codec.decode_json(str, b'"\\ud800"', "strict")
    with pytest.raises(codec.InvalidValue):
        codec.decode_json(Any, b"[" * 900 + b'"\\ud800"' + b"]" * 900)


def test_a_byte_order_mark_is_skipped() -> None:
    assert codec.decode_json(int, b"\xef\xbb\xbf1", "strict") == 1


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"\xff", Node(size=1, x=float("nan"))])
def test_what_json_has_not_is_not_written(value: Any) -> None:
    with pytest.raises(codec.InvalidValue):
        codec.encode_json(value)


def test_the_words_of_non_numbers_are_written_in_strings() -> None:
    assert codec.encode_json(["NaN", "Infinity"]) == b'["NaN","Infinity"]'


def test_formats_in_plain_types_are_written_by_their_type() -> None:
    assert codec.encode_json([b"\xfb\xff"], list[Base64]) == b'["+/8="]'
    assert codec.to_wire([b"\xfb\xff"], lambda: list[Base64Url]) == ["-_8"]
    assert codec.decode_value(list[Base64Url], ["-_8"], "strict") == [b"\xfb\xff"]


@pytest.mark.parametrize("text", ["+/8", "+/8=x", "+_8=", "é"])
def test_what_is_not_base64_is_refused_or_kept(text: str) -> None:
    with pytest.raises(codec.InvalidValue, match="Input should be base64"):
        codec.decode_value(Base64, text, "strict")
    assert codec.to_wire(codec.decode_value(list[Base64], [text]), list[Base64]) == [text]


def test_recursive_models_are_read_to_the_depth_that_json_may_have() -> None:
    node = codec.decode_json(Node, DEEP)
    assert codec.encode_json(node) == DEEP
    with pytest.raises(codec.InvalidValue) as caught:
        codec.decode_json(Node, DEEP.replace(b'{"size":1}', b"{}"), "strict")
    assert caught.value.problems[-1].pointer.endswith("/nextNode/size")


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (int, "12", 12),
        (Annotated[int, Field(ge=1)], "1", 1),
        (float, "1.5e1", 15.0),
        (bool, "true", True),
        (str, "12", "12"),
        (DecimalNumber, "0.10", decimal.Decimal("0.10")),
        (list[int], ["1", "2"], [1, 2]),
        (int | str, "1", "1"),
        (Nullable[int], "1", 1),
    ],
)
def test_parameters_are_read_from_text(form: Any, text: Any, value: Any) -> None:
    assert codec.decode_value(form, text, "text") == value


@pytest.mark.parametrize(
    ("form", "text"),
    [
        *((int, text) for text in ("", "a", "1.5", " 1", "1_0", "٣", "0x1")),
        (Annotated[int, Field(ge=1)], "0"),
        *((bool, text) for text in ("yes", "1", "True")),
        (float, "NaN"),
        (Date, "1"),
        (DateTime, "1704067200"),
    ],
)
def test_parameters_that_are_something_else_are_refused(form: Any, text: Any) -> None:
    with pytest.raises(codec.InvalidValue):
        codec.decode_value(form, text, "text")


def test_the_outermost_value_has_to_be_of_its_kind() -> None:
    for form, value in ((Node, []), (list[int], {}), (int, "x"), (Nullable[Node], "x")):
        with pytest.raises(codec.InvalidValue):
            codec.decode_value(form, value, "tolerant")


def test_problems_name_the_place_and_not_the_value() -> None:
    with pytest.raises(codec.InvalidValue) as caught:
        codec.decode_value(dict[str, list[Node]], {"a~b": [{"size": "s3cret"}, {}]}, "strict")
    problems = caught.value.problems
    assert [(problem.pointer, problem.kind) for problem in problems] == [
        ("/a~0b/0/size", "int_type"),
        ("/a~0b/1/size", "missing"),
    ]
    assert "s3cret" not in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).problems == problems


def test_types_that_cannot_be_hashed_are_read_too() -> None:
    form = Annotated[str, Field(json_schema_extra={"a": 1})]
    assert codec.decode_value(form, "x", "strict") == "x"
