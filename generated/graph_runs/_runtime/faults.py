"""httpx2's exceptions in our terms."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import httpx2

from .errors import (
    ConnectError,
    ConnectionLost,
    Failure,
    Timeout,
    TransportError,
    one_line,
)

__all__ = ["translated", "transport_error"]

# Raised before any byte of the request is sent.
_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
)


def transport_error(error: httpx2.RequestError, failure: Failure) -> TransportError:
    """What the caller sees of a failure of the transport."""
    if isinstance(error, _UNSENT):
        kind: type[TransportError] = ConnectError
    else:
        kind = Timeout if isinstance(error, httpx2.TimeoutException) else ConnectionLost
    count = f" ({failure.attempts} attempts)" if failure.attempts > 1 else ""
    return kind(
        f"{failure.operation}: {one_line(str(error)) or type(error).__name__}{count}",
        failure,
    )


@contextmanager
def translated(failure: Failure) -> Generator[None]:
    """Raises our errors instead of httpx2's."""
    try:
        yield
    except httpx2.RequestError as error:
        raise transport_error(error, failure) from error
