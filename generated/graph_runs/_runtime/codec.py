"""From wire to values and back: JSON text, and the JSON values that parameters and forms are made of.

A type is given as such or as a thunk, see `validators`; a policy says how far a value may be from its declared type.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError, SchemaSerializer, from_json

from .matching import Memo
from .policy import Policy
from .problems import InvalidValue, Problem, problems
from .schemas import class_of, is_array, is_object
from .validators import serializer, validator

__all__ = [
    "InvalidValue",
    "Problem",
    "decode_json",
    "decode_value",
    "encode_json",
    "problems",
    "to_wire",
]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_DEEPEST = 202


def decode_json(type_form: Any, data: bytes, policy: Policy = "tolerant") -> Any:
    """The value that JSON text stands for.

    Numbers of any size are read; NaN and infinities are refused, as RFC 8259 has none. Half surrogate pairs, which no
    UTF-8 can hold, are refused unless tolerant.

    Raises:
        InvalidValue: `data` is not JSON or not of the type, as far as the policy cares.
    """
    return _decoded(type_form, _parsed(data, tolerant=policy == "tolerant"), policy)


def decode_value(type_form: Any, value: Any, policy: Policy = "tolerant") -> Any:
    """The value that a JSON value (dict, list, str, int, float, bool, None) stands for.

    Raises:
        InvalidValue: The value is not of the type, as far as the policy cares, or nested more than 200 deep.
    """
    _check_depth(value)
    return _decoded(type_form, value, policy)


def encode_json(value: Any, type_form: Any = None) -> bytes:
    """JSON text of a value, with wire names; absent properties are left out.

    Without a type, models and plain values write themselves; `type_form` is needed for other values that have a format
    of their own, such as `Base64` in a list.

    Raises:
        InvalidValue: JSON can't express it: NaN, infinities, objects of other kinds.
    """
    try:
        text = _serializer(value, type_form).to_json(
            value, by_alias=True, exclude_unset=True, warnings=False
        )
    except PydanticSerializationError:
        return _written(to_wire(value, type_form))
    return (
        text
        if b"NaN" not in text and b"Infinity" not in text
        else _written(_reread(text))
    )


def to_wire(value: Any, type_form: Any = None) -> Any:
    """The JSON value (dict, list, str, int, float, bool, None) that goes over the wire for a value.

    Raises:
        InvalidValue: JSON can't express it.
    """
    if type(value) in (str, int, bool) and type_form is None:
        return value
    writer = _serializer(value, type_form)
    try:
        return writer.to_python(
            value, mode="json", by_alias=True, exclude_unset=True, warnings=False
        )
    except (PydanticSerializationError, UnicodeError, RecursionError):
        _refuse("The value can't be written as JSON", "serialization")


def _serializer(value: Any, type_form: Any) -> SchemaSerializer:
    if isinstance(value, BaseModel):
        return type(value).__pydantic_serializer__
    if type_form is None and hasattr(kind := class_of(value), "__declared__"):
        type_form = kind
    return serializer(Any if type_form is None else type_form)


def _decoded(type_form: Any, value: Any, policy: Policy) -> Any:
    try:
        return validator(type_form, policy).validate_python(value, context=Memo())
    except ValidationError as error:
        raise InvalidValue(problems(error)) from None
    except RecursionError:
        _refuse("The value's type is nested too deeply", "recursion")


def _parsed(data: bytes, *, tolerant: bool) -> Any:
    """JSON; where tolerant, with half surrogate pairs in it, which some services cut texts into."""
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        return from_json(data, allow_inf_nan=False, cache_strings="keys")
    except ValueError as error:
        whole = _SURROGATE.sub(rb"\\ufffd", data)
        if not tolerant or whole == data:
            _refuse(f"The text is not JSON: {error}", "json_invalid")
        _parsed(whole, tolerant=False)
        return json.loads(data)


def _check_depth(value: Any) -> None:
    """Validators recurse; what is deeper than the JSON parser goes could exhaust the stack."""
    level = [value]
    for _ in range(_DEEPEST):
        parts = (
            each.values() if is_object(each) else each if is_array(each) else ()
            for each in level
        )
        level = list({id(part): part for group in parts for part in group}.values())
        if not level:
            return
    _refuse("The value is nested too deeply", "recursion")


def _reread(text: bytes) -> Any:
    return json.loads(text, parse_constant=_no_constant)


def _written(value: Any) -> bytes:
    """JSON text by the slow way, where escapes are needed."""
    try:
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError):
        _refuse("The value can't be written as JSON", "serialization")


def _no_constant(name: str) -> NoReturn:
    raise InvalidValue([Problem("", f"JSON has no {name}", "finite_number")])


def _refuse(message: str, kind: str) -> NoReturn:
    raise InvalidValue([Problem("", message, kind)])
