"""What an exchange asks for: the steps that the sync and the async client carry out, each in its own way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import httpx2

from .raw import RawResponse

if TYPE_CHECKING:
    from .bodies import EncodedBody

__all__ = [
    "Ask",
    "Close",
    "Exchange",
    "Hold",
    "Lock",
    "Read",
    "Send",
    "Step",
    "Steps",
    "Wait",
]


class Lock:
    """A lock for threads and for tasks; a client uses it in one way only."""

    def __init__(self) -> None:
        self.threads = threading.Lock()
        self.tasks: Any = None  # made by the first task, in its own event loop

    def __reduce__(self) -> Any:
        return Lock, ()


class Send(NamedTuple):
    """Send a request; the outcome is the response, read to its end unless `stream`."""

    method: str
    url: str
    headers: dict[str, str]
    body: EncodedBody | None
    timeout: httpx2.Timeout
    expires: float | None
    stream: bool

    def __repr__(self) -> str:
        return f"<Send {self.method}>"


class Wait(NamedTuple):
    """Wait for some seconds."""

    seconds: float


class Ask(NamedTuple):
    """Call a function that returns a secret, or an awaitable of one."""

    function: Callable[[], Any]


class Hold(NamedTuple):
    """Wait for a lock, until the deadline at most; the outcome is something to `release`."""

    lock: Lock
    expires: float | None


class Read(NamedTuple):
    """Read a streamed response to its end."""

    response: httpx2.Response


class Close(NamedTuple):
    """Give up a streamed response."""

    response: httpx2.Response


Step: TypeAlias = Send | Wait | Ask | Hold | Read | Close
Steps: TypeAlias = Generator[Step, Any, Any]
Exchange: TypeAlias = Generator[Step, Any, RawResponse[Any]]
