"""A call's result with the response around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import httpx2

__all__ = ["RawResponse", "request_id_of"]

T = TypeVar("T")

_REQUEST_IDS = ("x-request-id", "request-id", "x-ms-request-id", "x-amzn-requestid", "x-correlation-id")


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """What a call returned, and how it came.

    `http` is the response as httpx2 has it; its `request` holds the credentials that were sent.
    """

    value: T
    status: int
    headers: httpx2.Headers
    request_id: str | None
    attempts: int
    http: httpx2.Response


def request_id_of(headers: httpx2.Headers) -> str | None:
    """What the server calls the request, if it says so in one of the usual headers."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)
