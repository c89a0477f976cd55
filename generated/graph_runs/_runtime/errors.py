"""What a call may raise.

    CallError
    +-- ApiError            the server answered with an error: one class per common status
    +-- DecodeError         the server's answer is not what the document says
    +-- TransportError      no usable answer: ConnectError, Timeout, ConnectionLost
    +-- ConfigurationError  the client lacks something it needs to call
    +-- TokenError          the authorization server gave no access token

No message and no attribute holds credentials or the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, cast

__all__ = [
    "ApiError",
    "BadRequest",
    "CallError",
    "ConfigurationError",
    "Conflict",
    "ConnectError",
    "ConnectionLost",
    "DecodeError",
    "Forbidden",
    "NotFound",
    "ServerError",
    "Timeout",
    "TokenError",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
    "UnprocessableEntity",
]


class Failure(NamedTuple):
    """What is known of a failed call. `operation` reads `service.method (POST /path)`."""

    operation: str
    attempts: int = 1
    status: int = 0
    headers: Mapping[str, str] | None = None
    content: bytes = b""
    request_id: str | None = None

    def __repr__(self) -> str:
        return f"<Failure of {self.operation}>"


class CallError(Exception):
    """Whatever went wrong with a call."""

    def __init__(self, message: str, failure: Failure) -> None:
        super().__init__(message, failure)
        self._failure = failure

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def operation(self) -> str:
        """The operation, as `service.method (POST /path)`."""
        return self._failure.operation

    @property
    def attempts(self) -> int:
        """How many requests were sent, or tried to."""
        return self._failure.attempts


class ConfigurationError(CallError, ValueError):
    """The client lacks something it needs to call, a base URL for instance."""


class TokenError(CallError):
    """The authorization server gave no access token; nothing was sent to the API."""


class TransportError(CallError):
    """There is no usable answer: the request or the response was lost on the way."""


class ConnectError(TransportError):
    """No connection was made; the server has seen nothing of the request."""


class Timeout(TransportError, TimeoutError):
    """A step of the call, or all of it, took too long. The server may have acted on the request."""


class ConnectionLost(TransportError):
    """The connection broke, or what came over it is not HTTP. The server may have acted on the request."""


class _AnsweredError(CallError):
    @property
    def status(self) -> int:
        """The status code."""
        return self._failure.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The response's header fields."""
        return self._failure.headers or {}

    @property
    def content(self) -> bytes:
        """The response's body as it came."""
        return self._failure.content

    @property
    def request_id(self) -> str | None:
        """What the server calls this request, for its support."""
        return self._failure.request_id


class DecodeError(_AnsweredError):
    """The answer is not what the document says. `problems` lists what is wrong where."""

    def __init__(
        self, message: str, failure: Failure, problems: tuple[Any, ...] = ()
    ) -> None:
        super().__init__(message, failure)
        self.args = (message, failure, problems)
        self.problems = problems


class ApiError(_AnsweredError):
    """The server answered with an error status.

    `body` is the answer decoded as the document says for the status (else parsed JSON, else None); `detail` is the
    server's own explanation, as far as one is found in it.
    """

    def __init__(
        self,
        message: str,
        failure: Failure,
        body: Any = None,
        detail: str | None = None,
    ) -> None:
        super().__init__(message, failure)
        self.args = (message, failure, body, detail)
        self.body = body
        self.detail = detail


class BadRequest(ApiError):
    """400: the server can't make sense of the request."""


class Unauthorized(ApiError):
    """401: credentials are missing, wrong or expired."""


class Forbidden(ApiError):
    """403: the credentials do not allow this."""


class NotFound(ApiError):
    """404: there is no such resource, or the caller may not know of it."""


class Conflict(ApiError):
    """409: the resource's state does not allow this."""


class UnprocessableEntity(ApiError):
    """422: the request is well-formed, its content is not acceptable."""


class TooManyRequests(ApiError):
    """429: a rate limit is reached, also after the retries."""


class ServerError(ApiError):
    """5xx: the server failed."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    422: UnprocessableEntity,
    429: TooManyRequests,
}

_LONGEST_DETAIL = 500
_DETAILS = (
    "detail",
    "error_description",
    "message",
    "title",
    "error",
    "errors",
    "description",
)


def api_error(failure: Failure, parsed: Any, body: Any) -> ApiError:
    """The error for a status; `parsed` is the JSON of the answer if it is any, `body` its typed form."""
    detail = find_detail(parsed)
    kind = _BY_STATUS.get(
        failure.status, ServerError if failure.status >= 500 else ApiError
    )
    message = f"{failure.operation} failed: {describe_status(failure.status)}"
    if detail:
        message += f": {one_line(detail)}"
    if failure.request_id:
        message += f" [request id {one_line(failure.request_id)}]"
    return kind(message, failure, body, detail)


def find_detail(parsed: Any) -> str | None:
    """A server's own words in an error body: problem+json (RFC 9457), OData and OAuth 2 errors, `message`."""
    if isinstance(parsed, str):
        return parsed or None
    if isinstance(parsed, list):
        return find_detail(parsed[0]) if parsed else None
    if not isinstance(parsed, dict):
        return None
    members = cast("dict[str, Any]", parsed)
    found = (find_detail(members.get(name)) for name in _DETAILS)
    text = next((text for text in found if text), None)
    violation = _first_violation(members.get("errors"))
    return (
        f"{text} {violation}" if text and violation and violation not in text else text
    )


def _first_violation(errors: Any) -> str:
    """The first of the violations that an error body lists, with its place (RFC 9457 section 3.1.5, extension members)."""
    listed: Any = errors
    first: Any = listed[0] if isinstance(errors, list) and len(listed) else None
    if not isinstance(first, dict):
        return ""
    members = cast("dict[str, Any]", first)
    place = next(
        (
            members[name]
            for name in ("pointer", "parameter", "header")
            if members.get(name)
        ),
        "",
    )
    detail = members.get("detail")
    return f"{place}: {detail}" if place and isinstance(detail, str) else ""


def describe_status(status: int) -> str:
    """`404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def one_line(text: str) -> str:
    """Text from a server, fit for a message: one line, printable, not too long."""
    flat = "".join(
        character if character.isprintable() else " "
        for character in " ".join(text.split())
    )
    return flat if len(flat) <= _LONGEST_DETAIL else f"{flat[:_LONGEST_DETAIL]}..."
