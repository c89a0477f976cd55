"""As much of JavaScript's meaning of operators, members and methods as filters of rulesets use (ECMA-262)."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from specwright.lint.spectral.expressions import Unsupported, expression
from specwright.lint.spectral.place import Place

__all__ = [
    "UNARY",
    "UNDEFINED",
    "Thrown",
    "alike",
    "at_least",
    "at_most",
    "both",
    "chosen",
    "constant",
    "contained",
    "either",
    "is_integer",
    "is_number",
    "keys",
    "less",
    "matched",
    "member",
    "method",
    "minus",
    "modulo",
    "more",
    "not_alike",
    "not_same",
    "number",
    "plus",
    "same",
    "text",
    "truthy",
    "values",
]

Compiled = Callable[[Place], Any]


class Undefined:
    """The value of what is not there; null is None."""

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED: Final = Undefined()


class Thrown(Exception):
    """What JavaScript would have thrown; never leaves a filter."""


def constant(value: Any) -> Compiled:
    """The value, wherever."""
    return lambda _place: value


def truthy(value: Any) -> bool:
    """Whether a condition takes a value for true: objects and arrays are, even empty ones (7.1.2 ToBoolean)."""
    if isinstance(value, dict | list):
        return True
    return value is not UNDEFINED and bool(value) and not (is_number(value) and math.isnan(value))


def is_number(value: Any) -> bool:
    """Whether a value is a number to JavaScript, to which true is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_integer(value: Any) -> bool:
    """Whether a value is a whole number, however it is written (21.1.2.3 Number.isInteger)."""
    return is_number(value) and (isinstance(value, int) or value.is_integer())


def text(value: Any) -> str:
    """A value as a string (7.1.17 ToString)."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return ",".join("" if item is None else text(item) for item in value)
    if isinstance(value, dict):
        return "[object Object]"
    return str(int(value)) if is_integer(value) else str(value)


def number(value: Any) -> float:
    """A value as a number (7.1.4 ToNumber)."""
    if value is None:
        return 0
    try:
        return float(value or 0) if isinstance(value, str | int | float) else math.nan
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf if value > 0 else -math.inf  # a whole number beyond all floats


def _remainder(left: float, right: float) -> float:
    """The sign is that of the dividend (6.1.6.1.6)."""
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


def either(left: Compiled, right: Compiled) -> Compiled:
    """`||`"""
    return lambda place: value if truthy(value := left(place)) else right(place)


def both(left: Compiled, right: Compiled) -> Compiled:
    """`&&`"""
    return lambda place: right(place) if truthy(value := left(place)) else value


def chosen(test: Compiled, then: Compiled, other: Compiled) -> Compiled:
    """`test ? then : other`"""
    return lambda place: then(place) if truthy(test(place)) else other(place)


def _is_same(left: Any, right: Any) -> bool:
    if isinstance(left, dict | list) or isinstance(right, dict | list):
        return left is right
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def _is_alike(left: Any, right: Any) -> bool:
    if left in (None, UNDEFINED) or right in (None, UNDEFINED):
        return left in (None, UNDEFINED) and right in (None, UNDEFINED)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, dict | list) or isinstance(right, dict | list):
        return left is right or text(left) == text(right)
    return number(left) == number(right)


def _on(function: Callable[[Any, Any], Any]) -> Callable[[Compiled, Compiled], Compiled]:
    return lambda left, right: lambda place: function(left(place), right(place))


def _compare(function: Callable[[Any, Any], bool]) -> Callable[[Compiled, Compiled], Compiled]:
    def compared(left: Any, right: Any) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            return function(left, right)
        return function(number(left), number(right))

    return _on(compared)


same, not_same = _on(_is_same), _on(lambda left, right: not _is_same(left, right))
alike, not_alike = _on(_is_alike), _on(lambda left, right: not _is_alike(left, right))
less, at_most, more, at_least = map(_compare, (operator.lt, operator.le, operator.gt, operator.ge))
minus = _on(lambda left, right: number(left) - number(right))
modulo = _on(lambda left, right: _remainder(number(left), number(right)))
plus = _on(
    lambda left, right: (
        number(left) + number(right) if is_number(left) and is_number(right) else text(left) + text(right)
    )
)


def _includes(holder: Any, value: Any) -> bool:
    if isinstance(holder, str):
        return text(value) in holder
    if isinstance(holder, list):
        return any(_is_same(item, value) for item in holder)
    raise Thrown


contained = _on(lambda value, holder: _includes(holder, value))
matched = _on(lambda value, pattern: expression(text(pattern), "")(text(value)))


def _type_of(value: Any) -> str:
    if value is UNDEFINED:
        return "undefined"
    names = ((bool, "boolean"), (str, "string"), (int | float, "number"))
    return next((name for kind, name in names if isinstance(value, kind)), "object")


UNARY: Mapping[str, Callable[[Compiled], Compiled]] = {
    "!": lambda operand: lambda place: not truthy(operand(place)),
    "-": lambda operand: lambda place: -number(operand(place)),
    "typeof": lambda operand: lambda place: _type_of(operand(place)),
    "void": lambda _operand: constant(UNDEFINED),
}


def member(operand: Compiled, key: Compiled) -> Compiled:
    """`operand.key`; throws for what has no members at all."""
    return lambda place: _member(operand(place), key(place))


def _member(holder: Any, key: Any) -> Any:
    if holder is None or holder is UNDEFINED:
        raise Thrown
    if isinstance(holder, dict):
        return holder.get(text(key), UNDEFINED)
    if isinstance(holder, str | list):
        if key == "length":
            return len(holder)
        if key in _METHODS:
            return _METHODS[key]
        index = int(number(key)) if text(key).isdecimal() else -1
        return holder[index] if 0 <= index < len(holder) else UNDEFINED
    return UNDEFINED


def keys(value: Any) -> list[str]:
    """`Object.keys(value)`"""
    if value is None or value is UNDEFINED:
        raise Thrown
    if isinstance(value, dict):
        return list(value)
    return [str(index) for index in range(len(value))] if isinstance(value, list | str) else []


def values(value: Any) -> list[Any]:
    """`Object.values(value)`"""
    return [_member(value, key) for key in keys(value)]


def _index_of(holder: Any, value: Any) -> int:
    if isinstance(holder, str):
        return holder.find(text(value))
    if isinstance(holder, list):
        return next((index for index, item in enumerate(holder) if _is_same(item, value)), -1)
    raise Thrown


def _string(function: Callable[..., Any]) -> Callable[..., Any]:
    def called(value: Any, *arguments: Any) -> Any:
        if not isinstance(value, str):
            raise Thrown
        return function(value, *arguments)

    return called


def _matches(value: str, pattern: Any) -> bool:
    return bool((pattern if callable(pattern) else expression(text(pattern), ""))(value))


def _tests(pattern: Any, value: Any) -> bool:
    if not callable(pattern):
        raise Thrown
    return bool(pattern(text(value)))


_METHODS: Mapping[str, Callable[..., Any]] = {
    "match": _string(_matches),
    "search": _string(lambda value, pattern: 0 if _matches(value, pattern) else -1),
    "test": _tests,
    "includes": _includes,
    "indexOf": _index_of,
    "startsWith": _string(lambda value, start: value.startswith(text(start))),
    "endsWith": _string(lambda value, end: value.endswith(text(end))),
    "toLowerCase": _string(str.lower),
    "toUpperCase": _string(str.upper),
    "trim": _string(str.strip),
    "split": _string(lambda value, mark: value.split(text(mark)) if mark else list(value)),
    "hasOwnProperty": lambda value, key: isinstance(value, dict) and text(key) in value,
    "toString": text,
}
_ARGUMENTS = {"toLowerCase": 0, "toUpperCase": 0, "trim": 0, "toString": 0}


def method(name: str, operand: Compiled, arguments: list[Compiled]) -> Compiled:
    """`operand.name(arguments)`; raises `Unsupported` for what is none of the few methods."""
    called = _METHODS.get(name)
    if called is None or len(arguments) != _ARGUMENTS.get(name, 1):
        raise Unsupported(f"`.{name}()` is not known in filters here")
    return lambda place: called(operand(place), *(argument(place) for argument in arguments))
