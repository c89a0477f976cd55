"""From what a handler returned to a response that the document declares."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_origin

from starlette.requests import Request
from starlette.responses import Response as HttpResponse
from starlette.responses import StreamingResponse

from .. import codec, styles
from ..bodies import encode_body
from ..media_types import kind_of
from ..operation import Body, Content, Header, Operation, Response
from ..shapes import is_nullable
from ..withheld import answering
from .framing import frame
from .negotiation import Accept, documented, parse_accept
from .problems import Problem

__all__ = ["Outgoing", "Reply", "UndeclaredResponse"]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is more than a value: `return Reply(models.Error(code="gone"), status=410)`.

    Attributes:
        value: The body; None for none. Bytes, text and iterators of them are sent as they are.
        status: A status that the document declares; the success status unless given.
        headers: Headers by their name on the wire or in Python; declared ones take typed values.
        media_type: One that the document declares, where there are several; the caller's Accept decides otherwise.
    """

    value: Any = None
    status: int | None = None
    headers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    media_type: str | None = None


class UndeclaredResponse(Exception):
    """A handler returned what the document does not declare; the caller sees 500, the log says what."""


class Outgoing:
    """Encodes the answers of one operation."""

    def __init__(self, operation: Operation[Any], *, validate: bool) -> None:
        self._responses = operation.responses
        self._success = _successes(operation.responses)
        self._validate = validate

    def acceptable(self, request: Request) -> Accept:
        """What the caller accepts. Raises Problem 406 where no success response fits, before anything is done."""
        accept = parse_accept(request.headers.get("accept"))
        offered = [
            content.media_type
            for response in self._success
            for content in response.contents
        ]
        if (
            offered
            and accept.best(offered) is None
            and all(response.contents for response in self._success)
        ):
            raise Problem(
                406, detail=f"The answer is {' or '.join(dict.fromkeys(offered))}."
            )
        return accept

    def response(self, result: Any, accept: Accept) -> HttpResponse:
        """The response for what a handler returned. Raises UndeclaredResponse, InvalidValue or ParameterError."""
        reply = result if isinstance(result, Reply) else Reply(result)
        declared = self._declared(reply)
        status = reply.status or _status(declared)
        with answering():
            answer = self._body(declared, reply, accept, status)
        for name, value in _header_fields(
            declared, reply.headers, validate=self._validate
        ):
            answer.headers.append(name, value)
        return answer

    def _declared(self, reply: Reply) -> Response:
        if reply.status is None:
            return _success_for(self._success, reply.value)
        for status in (str(reply.status), f"{reply.status // 100}XX", "default"):
            for response in self._responses:
                if response.status.upper() == status.upper():
                    return response
        raise UndeclaredResponse(f"the document declares no response {reply.status}")

    def _body(
        self, declared: Response, reply: Reply, accept: Accept, status: int
    ) -> HttpResponse:
        if not declared.contents:
            if reply.value is not None:
                raise UndeclaredResponse(
                    f"the document declares no body for {declared.status}"
                )
            return HttpResponse(status_code=status)
        content, media_type = _content(declared, reply, accept)
        value: Any = reply.value
        if value is None and not is_nullable(content.type):
            raise UndeclaredResponse(
                f"the document declares a body for {declared.status}"
            )
        if content.item is not None or isinstance(
            reply.value, (AsyncIterator, Iterator)
        ):
            return StreamingResponse(
                frame(content, media_type, cast("Iterable[Any]", value)),
                status,
                media_type=media_type,
            )
        if isinstance(value, (bytes, bytearray)):
            return HttpResponse(bytes(value), status, media_type=media_type)
        if self._validate and kind_of(media_type) == "json":
            codec.decode_value(
                content.type, codec.to_wire(value, content.type()), "response"
            )
        encoded = encode_body(Body((content,), required=True), value, media_type)
        if encoded is None or isinstance(encoded.content, bytes):
            return HttpResponse(
                encoded and encoded.content, status, media_type=media_type
            )
        return StreamingResponse(
            encoded.content, status, media_type=encoded.content_type
        )


def _successes(responses: tuple[Response, ...]) -> tuple[Response, ...]:
    """The responses that returning a plain value may mean: 2XX, or else a redirect, or else the default."""
    for prefix in ("2", "3", "d"):
        if found := tuple(
            response for response in responses if response.status.startswith(prefix)
        ):
            return found
    return ()


def _success_for(successes: tuple[Response, ...], value: Any) -> Response:
    fitting = [
        response
        for response in successes
        if bool(response.contents) == (value is not None)
    ]
    if len(fitting) > 1 and value is not None:
        typed = [
            response
            for response in fitting
            if any(_is_instance(value, each) for each in response.contents)
        ]
        fitting = typed or fitting
    if fitting:
        return fitting[0]
    if value is None:
        return next(iter(successes), Response("204"))  # null, if the type allows it
    raise UndeclaredResponse("the document declares no body for a successful answer")


def _is_instance(value: Any, content: Content) -> bool:
    kind = content.type()
    origin = get_origin(kind) or kind
    return isinstance(origin, type) and isinstance(value, origin)


def _status(declared: Response) -> int:
    if declared.status.isdecimal():
        return int(declared.status)
    if declared.status[0] in "2d":
        return 200 if declared.contents else 204
    return int(declared.status[0]) * 100


def _content(declared: Response, reply: Reply, accept: Accept) -> tuple[Content, str]:
    """The content to answer with, and its media type without wildcards."""
    by_type = {content.media_type: content for content in declared.contents}
    if reply.media_type is None:
        chosen = accept.best(by_type) or declared.contents[0].media_type
        return by_type[chosen], _concrete(chosen, reply.value)
    content = documented(declared.contents, reply.media_type)
    if content is None:
        raise UndeclaredResponse(
            f"the document declares no {reply.media_type} for {declared.status}"
        )
    return content, reply.media_type


def _concrete(media_type: str, value: Any) -> str:
    if "*" not in media_type:
        return media_type
    if isinstance(value, str):
        return "text/plain"
    binary = isinstance(value, (bytes, bytearray, memoryview, AsyncIterator, Iterator))
    return "application/octet-stream" if binary else "application/json"


def _header_fields(
    declared: Response, headers: Mapping[str, Any], *, validate: bool
) -> Iterator[tuple[str, str]]:
    by_name = {
        name.lower(): header
        for header in declared.headers
        for name in (header.name, header.wire_name)
    }
    absent = {header.wire_name for header in declared.headers if header.required}
    for name, value in headers.items():
        if value is not None:
            header = by_name.get(name.lower()) or Header(name, name, lambda: str)
            absent.discard(header.wire_name)
            yield header.wire_name, _header_text(header, value)
    if validate and absent:
        raise UndeclaredResponse(
            f"the document requires {', '.join(sorted(absent))} for {declared.status}"
        )


def _header_text(header: Header, value: Any) -> str:
    return styles.encode_header(header.parameter, codec.to_wire(value, header.type))
