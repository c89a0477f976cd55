"""The body of a request as it arrives, never more of it than allowed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import Message

from .problems import Problem

__all__ = ["LimitedBody"]


class LimitedBody:
    """Receives a body up to a limit, whether its length is announced or not.

    `receive` raises Problem 413 beyond the limit, and before reading anything of a body announced as longer.
    """

    def __init__(self, request: Request, limit: int) -> None:
        self._request = request
        self._limit = limit
        self._received = 0
        self._first: Message | None = None

    async def begins(self) -> bool:
        """Whether there is anything in the body; waits for it if need be."""
        while self._first is None or not self._first.get("body"):
            if self._first is not None and not self._first.get("more_body"):
                return False
            self._first = await self._next()
        return True

    async def receive(self) -> Message:
        """The next message, as ASGI has it."""
        first, self._first = self._first, None
        return first or await self._next()

    async def _next(self) -> Message:
        announced = self._request.headers.get("content-length", "")
        if announced.isdecimal() and (
            len(announced) > 18 or int(announced) > self._limit
        ):
            raise self._too_large()
        message = await self._request.receive()
        self._received += len(message.get("body", b""))
        if self._received > self._limit:
            raise self._too_large()
        return message

    def _too_large(self) -> Problem:
        # What is left of the body would have to be read before the connection can be used again.
        close = (
            {"Connection": "close"}
            if self._request.scope.get("http_version") == "1.1"
            else {}
        )
        return Problem(
            413, detail=f"A request body may have {self._limit} bytes.", headers=close
        )
