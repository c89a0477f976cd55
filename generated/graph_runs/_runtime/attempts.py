"""The attempts of one call: how long each may take, and whether there is another."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2

from .errors import ConnectError, Failure, Timeout, TransportError, one_line
from .operation import Operation, name_of
from .options import RequestOptions
from .raw import request_id_of
from .requests import Outgoing
from .retries import IDEMPOTENT, policy_of, retry_after
from .settings import Settings

__all__ = ["Attempts"]

# Named after the package that this runtime was copied into.
log = logging.getLogger(__name__.partition("._runtime")[0])


class Attempts:
    """Counts the attempts of a call and decides on the next one."""

    def __init__(
        self,
        settings: Settings,
        operation: Operation[Any],
        options: RequestOptions,
        outgoing: Outgoing,
        clock: Callable[[], float],
    ) -> None:
        self.made = 0
        self.name = name_of(operation)
        self.clock = clock
        self._started = clock()
        self._timeout = (
            settings.timeout
            if options.timeout is None
            else httpx2.Timeout(options.timeout)
        )
        deadline = settings.deadline if options.deadline is None else options.deadline
        self.expires = None if deadline is None else self._started + deadline
        self.policy = (
            settings.retries if options.retries is None else policy_of(options.retries)
        )
        self._may_replay = outgoing.body is None or outgoing.body.replayable
        has_key = any(name.lower() == "idempotency-key" for name in outgoing.headers)
        self._may_ask = True
        self._repeatable = self._may_replay and (
            has_key or operation.method in IDEMPOTENT
        )

    def begin(self) -> httpx2.Timeout:
        """Start an attempt; returns its timeouts, cut to what is left until the deadline."""
        self.made += 1
        return self.limits()

    def limits(self) -> httpx2.Timeout:
        """The timeouts, cut to what is left until the deadline. Raises Timeout when nothing is."""
        if self.expires is None:
            return self._timeout
        left = self.expires - self.clock()
        if left <= 0:
            raise self._too_late()
        limits = self._timeout.as_dict()
        return httpx2.Timeout(
            **{
                name: left if limit is None else min(limit, left)
                for name, limit in limits.items()
            }
        )

    def after_error(self, error: httpx2.RequestError) -> float:
        """Seconds to wait before the next attempt; raises the error that the caller sees when there is none."""
        failed = self.failed(error)
        safe = self._repeatable or (
            self._may_replay and isinstance(failed, ConnectError)
        )
        wait = (
            self._wait(None)
            if safe and not isinstance(error, httpx2.LocalProtocolError)
            else None
        )
        if wait is None:
            self.log(type(failed).__name__)
            raise failed from error
        return wait

    def after_answer(self, response: httpx2.Response) -> float | None:
        """Seconds to wait before the next attempt, or None when this answer is the last."""
        if not self._repeatable or response.status_code not in self.policy.statuses:
            return None
        return self._wait(retry_after(response.headers, datetime.now(UTC)))

    def may_ask_again(self, response: httpx2.Response) -> bool:
        """Whether a function that tells tokens should be asked once more: a token that was refused may have expired."""
        asks, self._may_ask = (
            self._may_ask and self._may_replay and response.status_code == 401,
            False,
        )
        return asks

    def failed(self, error: httpx2.RequestError) -> TransportError:
        """A failure of the transport, in our terms."""
        if (
            self.expires is not None
            and isinstance(error, httpx2.TimeoutException)
            and self.clock() >= self.expires
        ):
            return self._too_late()
        from .faults import transport_error

        return transport_error(error, Failure(operation=self.name, attempts=self.made))

    def failure(self, response: httpx2.Response) -> Failure:
        """What an error says of the call."""
        return Failure(
            operation=self.name,
            attempts=self.made,
            status=response.status_code,
            headers=response.headers,
            content=response.content,
            request_id=request_id_of(response.headers),
        )

    def log(self, outcome: object, headers: httpx2.Headers | None = None) -> None:
        """One line for the call: the route, never its arguments."""
        if log.isEnabledFor(logging.DEBUG):
            request_id = None if headers is None else request_id_of(headers)
            took = (self.clock() - self._started) * 1000
            identity = f", request id {one_line(request_id)}" if request_id else ""
            log.debug(
                "%s: %s in %.0f ms%s%s",
                self.name,
                outcome,
                took,
                self._count(),
                identity,
            )

    def _wait(self, asked: float | None) -> float | None:
        # Not for secrets: spreads the clients that a server turned away at the same time.
        wait = self.policy.wait(self.made - 1, asked, random.random())
        if wait is None or (
            self.expires is not None and self.clock() + wait >= self.expires
        ):
            return None
        return wait

    def _too_late(self) -> Timeout:
        message = f"{self.name}: not done within its deadline{self._count()}"
        return Timeout(message, Failure(operation=self.name, attempts=self.made))

    def _count(self) -> str:
        return f" ({self.made} attempts)" if self.made > 1 else ""
