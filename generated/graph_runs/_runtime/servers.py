"""Servers: where an API is served, as its document, a path of it or an operation says, and the variables in that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Server", "ServerVariable"]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLAIN = re.compile(r"[A-Za-z0-9.-]+")


class ServerVariable(NamedTuple):
    """A variable in a server's URL (OpenAPI 3.1, Server Variable Object)."""

    name: str
    default: str
    enum: tuple[str, ...] = ()


class Server(NamedTuple):
    """Where the API is served (OpenAPI 3.1, Server Object)."""

    url: str
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()

    def fill(self, values: Mapping[str, str] | None = None) -> str:
        """The URL with the values given for its variables, else their defaults; values of others are not looked at.

        Raises ValueError for a value that a variable can't take.
        """
        given = values or {}
        filled = {
            variable.name: _value(variable, given.get(variable.name))
            for variable in self.variables
        }
        return _PLACEHOLDER.sub(lambda found: filled.get(found[1], found[0]), self.url)


def _value(variable: ServerVariable, given: str | None) -> str:
    if given is None:
        return variable.default
    if variable.enum and given not in variable.enum:
        raise ValueError(
            f"server variable {variable.name!r} must be one of {', '.join(variable.enum)}"
        )
    if not variable.enum and not _PLAIN.fullmatch(given):
        raise ValueError(
            f"server variable {variable.name!r} may hold letters, digits, dots and hyphens only"
        )
    return given
