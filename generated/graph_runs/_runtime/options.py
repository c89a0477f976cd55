"""What a caller may say about a single call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import httpx2

    from .retries import RetryPolicy

__all__ = ["NO_OPTIONS", "Decoding", "RequestOptions"]

Decoding: TypeAlias = Literal["tolerant", "strict"]
"""`tolerant` keeps what the document does not know (enum values, properties); `strict` refuses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """Options of one call; None means what the client says.

    Args:
        timeout: Seconds for each step of an attempt (connect, read, write, pool), or an `httpx2.Timeout`.
        deadline: Seconds for the whole call, waits between attempts included.
        headers: Further header fields; they win over all others.
        query: Further query parameters, documented or not.
        body: Further members of a body that is a JSON object or a form, documented or not; they win over the argument's.
        retries: How often to try again, or a `RetryPolicy`.
        idempotency_key: Sent as `Idempotency-Key`, the same in each attempt; makes any method safe to retry.
        content_type: Which documented media type to send the body as.
        decoding: `"tolerant"` or `"strict"`.
        redirects: How many redirects to follow.
    """

    timeout: float | httpx2.Timeout | None = None
    deadline: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    query: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    body: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    retries: int | RetryPolicy | None = None
    idempotency_key: str | None = field(default=None, repr=False)
    content_type: str | None = None
    decoding: Decoding | None = None
    redirects: int | None = None


NO_OPTIONS = RequestOptions()
"""What a call without options has."""
