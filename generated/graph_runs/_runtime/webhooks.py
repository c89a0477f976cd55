"""What the service sends to its users: webhooks, and callbacks of operations, described like the operations of the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .operation import Body, Operation

if TYPE_CHECKING:
    from .options import Decoding

__all__ = ["Webhook"]

B = TypeVar("B")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(Operation[T], Generic[B, T]):
    """A webhook, or a callback of an operation: `B` is what its body holds, `T` what it is answered with.

    `path` is the webhook's name, or the callback's runtime expression (OpenAPI 3.1, section 4.8.18.3), letter for letter;
    `mount` is where its receiver has it unless told otherwise.
    """

    mount: str

    def __hash__(self) -> int:
        """Equal ones have the same name."""
        return hash((self.service, self.name))

    def decode(
        self,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        *,
        decoding: Decoding = "tolerant",
    ) -> B:
        """What the body of a received request holds, for receivers with a framework of their own.

        Check the sender's signature first: it is over the bytes.

        Args:
            body: The bytes as they came.
            headers: The header fields of the request; without a Content-Type, the preferred media type is assumed.
            decoding: `"tolerant"` keeps what the document does not know, `"strict"` refuses it.

        Raises:
            ValueError: The body is not what the document says; where it is JSON, an `InvalidValue` with the places.
        """
        return cast("B", _decoded(self.body, body, _content_type(headers), decoding))


def _content_type(headers: Mapping[str, str] | None) -> str | None:
    found = (headers or {}).items()
    return next(
        (value for name, value in found if name.lower() == "content-type"), None
    )


def _decoded(
    body: Body | None, raw: bytes, content_type: str | None, decoding: Decoding
) -> Any:
    from . import codec
    from .media_types import kind_of, match_content
    from .received_bodies import decode_body

    if body is None or not (raw or body.required):
        return None
    content = (
        match_content(body.contents, content_type) if content_type else body.contents[0]
    )
    if content is None:
        raise ValueError(f"{content_type!r} is not a documented media type of the body")
    media_type = content_type or content.media_type
    kind = kind_of(media_type)
    if kind == "json":
        return codec.decode_json(content.type, raw, decoding)
    if kind == "multipart":
        raise ValueError(
            "a multipart body has to be parsed by the framework that received it"
        )
    if content.type() is bytes:
        return raw
    return codec.decode_value(
        content.type, decode_body(content, raw, media_type), "text"
    )
