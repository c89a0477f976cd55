"""What the types of a document have that Python's do not: a null that is meant, and lists of values that may grow."""

from __future__ import annotations

from typing import Annotated, Any, Never, TypeAlias, TypeVar, cast

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import core_schema

from .policy import Marker, Rewriter
from .schemas import NOTHING, Schema

__all__ = [
    "Absent",
    "Evolvable",
    "EvolvableInt",
    "NullMarker",
    "Nullable",
    "Open",
    "OpenInt",
    "wire",
]

T = TypeVar("T")
L = TypeVar("L")


def wire(name: str) -> Any:
    """The name of a property on the wire, where the package's usual case does not give it.

    `odd_name: Annotated[str, wire("odd$name")]`; the Python name is accepted when constructing, too.
    """
    return Field(validation_alias=name, serialization_alias=name)


class NullMarker(Marker):
    """Null is a value of the type: sent when set to None, accepted from everyone."""

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """Null, or the rest."""
        return rewriter.ordinary(schema)


class _Absent(Marker):
    """No value at all."""

    def constructing(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Refuses everything, and writes what a tolerant reading has kept."""
        return cast("core_schema.CoreSchema", NOTHING)

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The same for all policies."""
        return NOTHING


class _Open(Marker):
    """The listed values, or others of the same kind: `strict` knows only the listed ones unless `evolvable`."""

    def __init__(self, kind: str, *, evolvable: bool) -> None:
        self._kind: Schema = {"type": kind}
        self._evolvable = evolvable

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The listed values, or whatever is of the kind."""
        listed: Schema = next(
            choice for choice in schema["choices"] if choice["type"] == "literal"
        )
        return rewriter.rewrite(
            self._kind if rewriter.tolerant or self._evolvable else listed
        )


Absent: TypeAlias = Annotated[Never, _Absent()]
"""What the schema `false` allows: `x: Absent | None = None` may not be sent."""

Nullable: TypeAlias = Annotated[T | None, NullMarker()]
"""A value or null, where the document allows null: `x: Nullable[str] = None` may be absent, a string or null, while
`x: str | None = None` may be absent or a string."""

Open: TypeAlias = Annotated[L | str, _Open("str", evolvable=False)]
"""`Open[Literal["a", "b"]]`: a client keeps strings that the document does not list, a server refuses them."""

OpenInt: TypeAlias = Annotated[L | int, _Open("int", evolvable=False)]
"""`Open` for integers."""

Evolvable: TypeAlias = Annotated[L | str, _Open("str", evolvable=True)]
"""`Evolvable[Literal["a", "b"]]`: the document says that values will be added; nobody refuses unknown strings."""

EvolvableInt: TypeAlias = Annotated[L | int, _Open("int", evolvable=True)]
"""`Evolvable` for integers."""
