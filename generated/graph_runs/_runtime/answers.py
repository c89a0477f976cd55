"""From a response to the value that a call returns, or the error that it raises; no input or output happens here."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import codec
from .errors import ApiError, DecodeError, Failure, api_error, describe_status
from .media_types import charset_of, essence, kind_of, match_content
from .operation import Content, Operation, Response, name_of
from .options import Decoding
from .policy import FOR_RESPONSES
from .styles import ParameterError

if TYPE_CHECKING:
    import httpx2

__all__ = [
    "content_of",
    "error_of",
    "header_of",
    "is_success",
    "match_response",
    "value_of",
]

_EMPTY = frozenset({204, 205, 304})


def match_response(operation: Operation[Any], status: int) -> Response | None:
    """The documented response for a status: the status itself, else its range, else `default` (OpenAPI 3.1, Responses
    Object)."""
    wanted, found = str(status), None
    for response in operation.responses:
        if response.status == wanted:
            return response
        if response.status.upper() == f"{wanted[0]}XX" or (
            found is None and response.status == "default"
        ):
            found = response
    return found


def is_success(operation: Operation[Any], status: int) -> bool:
    """Whether a call returns: 2xx; 3xx as well where the document lists it and nothing better."""
    if 200 <= status < 300:
        return True
    listed = [response.status for response in operation.responses]
    return (
        300 <= status < 400
        and str(status) in listed
        and not any(each.startswith("2") for each in listed)
    )


def value_of(
    operation: Operation[Any],
    response: httpx2.Response,
    failing: Callable[[], Failure],
    decoding: Decoding,
) -> Any:
    """What the call returns; `failing` tells of the call, if need be. Raises DecodeError when the answer is not what
    the document says."""
    if response.status_code in _EMPTY or operation.method == "HEAD":
        return None
    contents = _success_contents(operation, response.status_code)
    if not contents:
        return None
    content_type = response.headers.get("content-type")
    content = _content_of(contents, content_type, failing, decoding)
    return _decode(
        content, content_type or content.media_type, response.content, failing, decoding
    )


def content_of(
    operation: Operation[Any],
    response: httpx2.Response,
    failure: Failure,
    decoding: Decoding,
) -> Content:
    """The documented content that a successful answer has. Raises DecodeError when it has none of them."""
    contents = _success_contents(operation, response.status_code)
    return _content_of(
        contents, response.headers.get("content-type"), lambda: failure, decoding
    )


def _content_of(
    contents: tuple[Content, ...],
    content_type: str | None,
    failing: Callable[[], Failure],
    decoding: Decoding,
) -> Content:
    content = match_content(contents, content_type) or _mislabelled(
        contents, content_type, decoding
    )
    if content is None:
        failure, actual = (
            failing(),
            essence(content_type or "") or "a body without a media type",
        )
        raise DecodeError(
            f"{failure.operation}: {actual} is not documented for this answer", failure
        )
    return content


def header_of(
    operation: Operation[Any], response: httpx2.Response, name: str, attempts: int
) -> Any:
    """A documented header of an answer. Raises KeyError and DecodeError, see `RawResponse.header`."""
    from .received import ReceivedParameters, decode_parameter

    documented = match_response(operation, response.status_code)
    headers = (
        {header.wire_name.lower(): header for header in documented.headers}
        if documented
        else {}
    )
    header = headers[name.lower()]
    received = ReceivedParameters(headers=response.headers.multi_items())
    try:
        wire = decode_parameter(header.parameter, received)
        return None if wire is None else codec.decode_value(header.type, wire, "text")
    except (ParameterError, codec.InvalidValue) as error:
        failure = Failure(
            operation=name_of(operation),
            attempts=attempts,
            status=response.status_code,
            headers=response.headers,
        )
        message = (
            f"{failure.operation}: the header {header.wire_name} is not as documented"
        )
        raise DecodeError(message, failure) from error


def error_of(
    operation: Operation[Any], response: httpx2.Response, failure: Failure
) -> ApiError:
    """The error for an answer, its body decoded as the document says, as far as it is what the document says."""
    parsed = _parsed(response)
    documented = match_response(operation, response.status_code)
    content_type = response.headers.get("content-type")
    content = (
        match_content(documented.contents, content_type)
        if documented and response.content
        else None
    )
    if content is None:
        return api_error(failure, parsed, parsed)
    try:
        body = _decode(
            content,
            content_type or content.media_type,
            response.content,
            lambda: failure,
            "tolerant",
        )
    except DecodeError:
        body = parsed
    return api_error(failure, parsed, body)


def _success_contents(operation: Operation[Any], status: int) -> tuple[Content, ...]:
    """A success status that the document does not list is read as the first one that it lists."""
    documented = match_response(operation, status)
    successes = [
        response for response in operation.responses if response.status.startswith("2")
    ]
    if successes and (documented is None or documented.status == "default"):
        documented = successes[0]
    return documented.contents if documented else ()


def _mislabelled(
    contents: tuple[Content, ...], content_type: str | None, decoding: Decoding
) -> Content | None:
    """JSON that a server calls text, bytes or nothing at all: common enough to be read as JSON, unless strict."""
    vague = content_type is None or essence(content_type) in (
        "text/plain",
        "application/octet-stream",
    )
    if not vague or decoding == "strict":
        return None
    return next(
        (content for content in contents if kind_of(content.media_type) == "json"), None
    )


def _decode(
    content: Content,
    content_type: str,
    data: bytes,
    failing: Callable[[], Failure],
    decoding: Decoding,
) -> Any:
    kind = kind_of(content.media_type)
    if kind == "any":
        kind = kind_of(content_type)
    declared = content.type()
    try:
        if declared is bytes and content.media_type == "*/*":
            return data
        if kind == "json":
            return codec.decode_json(content.type, data, FOR_RESPONSES[decoding])
        if declared is bytes or (kind == "binary" and declared is not str):
            return data
        return codec.decode_value(content.type, _text(data, content_type), "text")
    except codec.InvalidValue as error:
        failure = failing()
        message = f"{failure.operation}: the {describe_status(failure.status)} answer is not as documented: {error}"
        raise DecodeError(message, failure, error.problems) from None


def _text(data: bytes, content_type: str) -> str:
    try:
        return data.decode(charset_of(content_type) or "utf-8", errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")


def _parsed(response: httpx2.Response) -> Any:
    """The body of an error as JSON if it is any, or as text if it is short and plain."""
    media_type = response.headers.get("content-type", "")
    if essence(media_type) == "text/plain" and len(response.content) < 4096:
        return response.text
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return None
