"""A call's result with the response around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import httpx2

    from .operation import Operation

__all__ = ["RawResponse", "request_id_of"]

T = TypeVar("T")

_REQUEST_IDS = (
    "x-request-id",
    "request-id",
    "x-ms-request-id",
    "x-amzn-requestid",
    "x-correlation-id",
)


class RawResponse(Generic[T]):
    """What a call returned, and how it came.

    `http` is the response as httpx2 has it; its `request` holds the credentials that were sent.
    """

    def __init__(
        self, value: T, http: httpx2.Response, attempts: int, operation: Operation[Any]
    ) -> None:
        self.value = value
        self.status = http.status_code
        self.headers = http.headers
        self.attempts = attempts
        self.http = http
        self.operation = operation

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}: {self.value!r}>"

    @property
    def request_id(self) -> str | None:
        """What the server calls the request, if it says so."""
        return request_id_of(self.headers)

    def header(self, name: str) -> Any:
        """A documented header, by its name on the wire, as the type that the document gives it; None when it is absent.

        Raises KeyError for a header that the document does not describe, DecodeError for a value that is not of its type.
        """
        from .answers import header_of

        return header_of(self.operation, self.http, name, self.attempts)


def request_id_of(headers: httpx2.Headers) -> str | None:
    """What the server calls the request, if it says so in one of the usual headers."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)
