"""What is wrong with a value, for people and programs: a place in it, a message, and never the value itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ValidationError

__all__ = ["InvalidValue", "Problem", "problems"]

_SHOWN = 100


class Problem(NamedTuple):
    """A deviation.

    Attributes:
        pointer: Where it is: a JSON Pointer (RFC 6901) of wire names; empty for the whole value.
        message: What is wrong, in words; it does not repeat what was sent.
        kind: The kind of deviation: `missing`, `int_type`, `greater_than_equal` ...
    """

    pointer: str
    message: str
    kind: str

    def __str__(self) -> str:
        """The place and the message."""
        return f"{self.pointer}: {self.message}" if self.pointer else self.message


class InvalidValue(ValueError):
    """A value is not of the declared type; `problems` says where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InvalidValue], tuple[tuple[Problem, ...]]]:
        """Errors travel between processes."""
        return type(self), (self.problems,)


def problems(error: ValidationError) -> list[Problem]:
    """The problems of pydantic's error; the first hundred, should there be more."""
    errors = error.errors(
        include_url=False, include_context=False, include_input=False
    )[:_SHOWN]
    return [
        Problem(_pointer(each["loc"]), each["msg"], each["type"]) for each in errors
    ]


def _pointer(path: Sequence[int | str]) -> str:
    """Of what is wrong with a name, the property of that name."""
    steps = path[:-1] if path[-1:] == ("[key]",) else path
    return "".join(
        "/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps
    )
