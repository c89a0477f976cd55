"""The immutable description of an operation, shared by the sync client, the async client, the server and the tests.

A generated package describes each operation once (`operations/<service>.py`); everything else interprets it. Types are
given as thunks (`lambda: models.Run`), so that describing an operation loads no model. The parts of a description are
named tuples, as are other classes that each first call needs: a dataclass takes ten times as long to make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
)

from .servers import Server

__all__ = [
    "Body",
    "Content",
    "Encoding",
    "Form",
    "Header",
    "Operation",
    "Pagination",
    "Parameter",
    "Response",
    "TypeForm",
    "name_of",
]

T = TypeVar("T")

TypeForm: TypeAlias = Callable[[], Any]
"""A thunk that returns a type: a model class, `list[models.Run]`, `Annotated[...]`, a union."""

if TYPE_CHECKING:

    class Form(Generic[T]):
        """`Form[int | Open[Literal["now"]]]` is the type in the brackets: type checkers read no other place of a thunk
        as a type, and some types are no expressions to them."""

else:

    class Form:
        """The type in the brackets."""

        def __class_getitem__(cls, type_: Any) -> Any:
            return type_


class Parameter(NamedTuple):
    """A parameter: OpenAPI 3.1, Parameter Object. `media_type` is set for parameters with `content`."""

    name: str
    wire_name: str
    location: Literal["path", "query", "header", "cookie", "querystring"]
    type: TypeForm
    required: bool = False
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    media_type: str | None = None
    default: Any = None


class Encoding(NamedTuple):
    """How a property of a form or multipart body is sent: OpenAPI 3.1, Encoding Object."""

    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False


class Content(NamedTuple):
    """A media type and the type it carries; `item` instead of `type` where a sequence of items is streamed."""

    media_type: str
    type: TypeForm
    encoding: Mapping[str, Encoding] = {}
    item: TypeForm | None = None


class Body(NamedTuple):
    """The request body, preferred media type first."""

    contents: tuple[Content, ...]
    required: bool = False


class Header(NamedTuple):
    """A response header; `media_type` is set for headers with `content`."""

    name: str
    wire_name: str
    type: TypeForm
    required: bool = False
    style: str = "simple"
    explode: bool = False
    media_type: str | None = None

    @property
    def parameter(self) -> Parameter:
        """The parameter of a request that is written in the same way."""
        return Parameter(
            self.name,
            self.wire_name,
            "header",
            self.type,
            style=self.style,
            explode=self.explode,
            media_type=self.media_type,
        )


class Response(NamedTuple):
    """An answer: `status` is `"200"`, `"2XX"` or `"default"`; no contents means no body."""

    status: str
    contents: tuple[Content, ...] = ()
    headers: tuple[Header, ...] = ()


class Pagination(NamedTuple):
    """How a collection comes in pages; `items` and other pointers lead into an answer (RFC 6901, wire names).

    The next page is at the URL at `next`, or in the Link header if `link`, or comes when the parameter `parameter` is what
    the answer has at `cursor` or in its header `header`, or is more by the items seen or by one, as `step` says.
    """

    items: str = ""
    next: str = ""
    link: bool = False
    cursor: str = ""
    header: str = ""
    parameter: str = ""
    step: Literal["", "offset", "page"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T]):
    """An operation; `T` is what a successful call returns.

    `path` is the key under `paths`, letter for letter. `security` lists alternatives, each a tuple of
    (scheme, scopes) that are all needed. `place` is the operation's JSON Pointer in the document, where path and method
    do not tell it.
    """

    service: str
    name: str
    operation_id: str | None
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()
    servers: tuple[Server, ...] = ()
    place: str = ""
    pagination: Pagination | None = None

    @property
    def pointer(self) -> str:
        """The operation's JSON Pointer in the document (RFC 6901)."""
        key = self.path.replace("~", "~0").replace("/", "~1")
        return self.place or f"/paths/{key}/{self.method.lower()}"


def name_of(operation: Operation[Any]) -> str:
    """`service.method (POST /path)`."""
    name = (
        f"{operation.service}.{operation.name}" if operation.service else operation.name
    )
    return f"{name} ({operation.method} {operation.path})"
