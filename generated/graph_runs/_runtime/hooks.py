"""Hooks: told of each request and its answer, with the operation behind them. Pass them as `Client(hooks=[...])`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx2

    from .operation import Operation

__all__ = ["Attempt", "Hook"]


@dataclass(slots=True, eq=False)
class Attempt:
    """A request of a call; each retry is another one.

    `url` lacks API keys. `headers` are what will be sent, credentials included; a hook may change them. `number` counts
    the requests of the call from 1.
    """

    operation: Operation[Any]
    number: int
    method: str
    url: str
    headers: dict[str, str] = field(repr=False)


class Hook:
    """Does nothing; override what you need. A hook that raises ends the call with its exception."""

    def request(self, attempt: Attempt) -> None:
        """A request is about to be sent."""

    def response(self, attempt: Attempt, response: httpx2.Response) -> None:
        """An answer has come; the body of a streamed one is still to come."""

    def failed(self, attempt: Attempt, error: BaseException) -> None:
        """No answer came: `error` says why, as httpx2 has it; a cancelled call ends in GeneratorExit."""
