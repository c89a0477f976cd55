"""From a request to the arguments of a handler: decoded by style and media type, then held to the declared types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json
from starlette.requests import Request

from .. import codec
from ..media_types import essence, kind_of
from ..operation import Body, Content, Operation, Parameter
from ..options import Decoding
from ..policy import Policy
from ..received import ReceivedParameters, decode_parameter
from ..received_bodies import decode_body, decode_fields
from ..styles import ParameterError
from .negotiation import documented
from .problems import Problem, Violation
from .receiving import LimitedBody

__all__ = ["Incoming"]


class Incoming:
    """Decodes and validates the requests of one operation."""

    def __init__(
        self,
        operation: Operation[Any],
        max_body_size: int,
        decoding: Decoding = "strict",
    ) -> None:
        self._parameters = operation.parameters
        self._types = [parameter.type() for parameter in operation.parameters]
        self._body = operation.body
        self._max_body_size = max_body_size
        self._decoding: Decoding = decoding

    async def arguments(self, request: Request) -> tuple[list[Any], dict[str, Any]]:
        """The positional and the keyword arguments of the handler.

        Raises Problem: 413 and 415 for a body that is not looked at, 400 for one that can't be read, and 422 with every
        place that is not as the document says.
        """
        violations: list[Violation] = []
        positional, keywords = self._arguments(_received(request), violations)
        if self._body is not None:
            keywords["body"] = await self._body_value(self._body, request, violations)
        if violations:
            raise Problem(
                422, detail="The request is not as documented.", errors=violations
            )
        return positional, keywords

    def _arguments(
        self, received: ReceivedParameters, violations: list[Violation]
    ) -> tuple[list[Any], dict[str, Any]]:
        positional: list[Any] = []
        keywords: dict[str, Any] = {}
        for parameter, kind in zip(self._parameters, self._types, strict=True):
            try:
                value = self._argument(parameter, kind, received)
            except (ParameterError, codec.InvalidValue) as error:
                violations += _parameter_violations(parameter, error)
                continue
            if parameter.location == "path":
                positional.append(value)
            else:
                keywords[parameter.name] = value
        return positional, keywords

    def _argument(
        self, parameter: Parameter, kind: Any, received: ReceivedParameters
    ) -> Any:
        wire = decode_parameter(parameter, received, self._parameters)
        if wire is not None:
            return codec.decode_value(
                kind, wire, _policy(parameter.media_type or "text/plain")
            )
        if parameter.required:
            raise ParameterError(parameter, "is required")
        return parameter.default

    async def _body_value(
        self, body: Body, request: Request, violations: list[Violation]
    ) -> Any:
        arriving = LimitedBody(request, self._max_body_size)
        if not await arriving.begins():
            if body.required:
                violations.append(Violation("The request body is required", pointer=""))
            return None
        content, content_type = _content(body, request)
        try:
            return await _decode(
                content,
                content_type,
                Request(request.scope, arriving.receive),
                self._decoding,
            )
        except codec.InvalidValue as error:
            violations += [
                Violation(each.message, each.pointer) for each in error.problems
            ]
            return None


def _received(request: Request) -> ReceivedParameters:
    try:
        query = request.scope["query_string"].decode()
    except UnicodeDecodeError:
        raise Problem(400, detail="The query is not UTF-8.") from None
    return ReceivedParameters(
        path=request.path_params, query=query, headers=request.headers.items()
    )


def _parameter_violations(
    parameter: Parameter, error: ParameterError | codec.InvalidValue
) -> Iterator[Violation]:
    name, location = parameter.wire_name, parameter.location
    if isinstance(error, ParameterError):
        yield Violation(
            error.reason[:1].upper() + error.reason[1:], None, name, location
        )
    else:
        yield from (
            Violation(each.message, each.pointer or None, name, location)
            for each in error.problems
        )


def _content(body: Body, request: Request) -> tuple[Content, str]:
    """The documented content for what was sent, and its media type. Raises Problem 415."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(
            415,
            detail="Content codings are not supported.",
            headers={"Accept-Encoding": "identity"},
        )
    # Without a media type, content is a sequence of bytes (RFC 9110, 8.3).
    content_type = request.headers.get("content-type") or "application/octet-stream"
    content = documented(body.contents, content_type)
    if content is None:
        offered = ", ".join(each.media_type for each in body.contents)
        raise Problem(
            415,
            detail=f"The request body has to be {offered}.",
            headers={"Accept": offered},
        )
    return content, content_type


async def _decode(
    content: Content, content_type: str, request: Request, decoding: Decoding
) -> Any:
    """The value of a body. Raises InvalidValue when it is not of its type, Problem 400 when it can't be read at all."""
    kind = content.type()
    try:
        if kind is bytes:
            return await request.body()
        if essence(content_type) == "multipart/form-data":
            wire: Any = decode_fields(content, await _fields(request))
        else:
            wire = decode_body(
                content, _bounded(await request.body(), content_type), content_type
            )
    except ValueError as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeError) else str(error)
        raise Problem(
            400, detail=f"The request body can't be read: it {reason}."
        ) from None
    return codec.decode_value(kind, wire, _policy(content_type, decoding))


def _bounded(raw: bytes, content_type: str) -> bytes:
    """The same bytes. Raises ValueError for JSON that is not UTF-8 or nested deeper than could be written again."""
    if kind_of(content_type) == "json":
        try:
            from_json(raw, allow_inf_nan=False, cache_strings="none")
        except ValueError as error:
            raise ValueError(f"is not JSON: {error}") from None
    return raw


async def _fields(request: Request) -> list[tuple[str, Any, str | None]]:
    fields: list[tuple[str, Any, str | None]] = []
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.append((name, value, None))
            else:
                fields.append((name, await value.read(), value.content_type))
    return fields


def _policy(media_type: str, decoding: Decoding = "strict") -> Policy:
    """Where types are shown by the text, they are exact; elsewhere numbers and booleans are read from text."""
    return decoding if kind_of(media_type) == "json" else "text"
