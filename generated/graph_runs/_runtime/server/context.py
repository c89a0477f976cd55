"""What surrounds the call of a handler: the request, and who sent it.

Handlers have the signature of their operation; what lies beyond it is asked for here:

    async def create_run(self, incoming_flow_id, *, body):
        trace = current_request().headers.get("traceparent")
        owner = principal()
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from starlette.requests import Request

__all__ = ["current_request", "identify", "principal", "principals", "serving"]

_REQUEST: ContextVar[Request] = ContextVar("request")
_PRINCIPALS: ContextVar[Mapping[str, Any]] = ContextVar("principals")


def current_request() -> Request:
    """The request being answered. Raises LookupError outside of a handler."""
    return _REQUEST.get()


def principal() -> Any:
    """Who sent the request: what the first authenticator of the satisfied alternative returned, None when anonymous."""
    return next(iter(principals().values()), None)


def principals() -> Mapping[str, Any]:
    """What each authenticator of the satisfied alternative returned, by security scheme."""
    return _PRINCIPALS.get({})


@contextmanager
def serving(request: Request) -> Generator[None, None, None]:
    """Make a request reachable while it is being answered, streams included."""
    request_token, principals_token = _REQUEST.set(request), _PRINCIPALS.set({})
    try:
        yield
    finally:
        _REQUEST.reset(request_token)
        _PRINCIPALS.reset(principals_token)


def identify(authenticated: Mapping[str, Any]) -> None:
    """Make the principals of the request reachable."""
    _PRINCIPALS.set(authenticated)
