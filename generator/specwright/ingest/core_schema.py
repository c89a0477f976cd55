"""Plain YAML scalars by the YAML 1.2 core schema (YAML 1.2.2, section 10.3.2): `no` is a string, `012` is twelve."""

from __future__ import annotations

import math
import re

from specwright.ingest.finding import DIGITS

__all__ = ["STARTS", "TAGS", "resolve"]

Scalar = str | int | float | bool | None

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
STARTS = frozenset(["", *"0123456789+-.~nNtTfF"])
"""How plain scalars begin that may be no strings."""

TAGS: dict[str, tuple[type, ...]] = {
    "tag:yaml.org,2002:null": (type(None),),
    "tag:yaml.org,2002:bool": (bool,),
    "tag:yaml.org,2002:int": (int,),
    "tag:yaml.org,2002:float": (float, int),
}
"""The tags of the core schema that a scalar may spell out, with what it must then be; `!!str` takes any text."""


def resolve(text: str) -> Scalar:
    """The value of a plain scalar; raises `ValueError` for a number that JSON can't hold."""
    if text[:1] not in STARTS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return _writable(int(text, {"0o": 8, "0x": 16}.get(text[:2], 10)))
    if _FLOAT.fullmatch(text):
        return _finite(float(text))
    if _NO_NUMBER.fullmatch(text):
        raise ValueError("JSON has no infinity and no NaN")
    return text


def _writable(number: int) -> int:
    """Python reads other than decimal digits however many there are, and then refuses to write the number down."""
    if number.bit_length() > 3 * DIGITS and abs(number) >= 10**DIGITS:
        raise ValueError("this number is too long")
    return number


def _finite(number: float) -> float:
    if math.isinf(number):
        raise ValueError("this is too large for a 64-bit float")
    return number
