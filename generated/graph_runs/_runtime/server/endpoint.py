"""Answers the requests of one operation: who calls, what was sent, the handler, what goes back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..operation import Operation
from ..options import Decoding
from .calling import call
from .context import identify, serving
from .incoming import Incoming
from .outgoing import Outgoing
from .problems import Problem, Unimplemented
from .security import Gate

__all__ = ["Endpoint", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What all endpoints of an app have in common."""

    gate: Gate
    logger: logging.Logger
    max_body_size: int
    validate_responses: bool = False
    decoding: Decoding = "strict"


class Endpoint:
    """The ASGI application of one operation; how to decode and encode is worked out at its first request."""

    def __init__(
        self, operation: Operation[Any], service: object, settings: Settings
    ) -> None:
        self._operation = operation
        self._service = service
        self._settings = settings

    @cached_property
    def _incoming(self) -> Incoming:
        return Incoming(
            self._operation, self._settings.max_body_size, self._settings.decoding
        )

    @cached_property
    def _outgoing(self) -> Outgoing:
        return Outgoing(self._operation, validate=self._settings.validate_responses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; raises Problem for the app's renderer."""
        request = Request(scope, receive)
        with serving(request):
            try:
                response = await self._answer(request)
            except ClientDisconnect:
                return
            except (Problem, HTTPException):
                raise
            except Exception as error:
                raise self._unexpected(error) from error
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        identify(await self._settings.gate.admit(request, self._operation.security))
        accept = self._outgoing.acceptable(request)
        positional, keywords = await self._incoming.arguments(request)
        result = await call(self._handler(), *positional, **keywords)
        return self._outgoing.response(result, accept)

    def _handler(self) -> Callable[..., Any]:
        handler: Callable[..., Any] | None = getattr(
            self._service, self._operation.name, None
        )
        if handler is None:
            raise Unimplemented(self._operation)
        return handler

    def _unexpected(self, error: Exception) -> Problem:
        problem = Problem(500)
        self._settings.logger.error(
            "%s.%s failed (%s)",
            self._operation.service,
            self._operation.name,
            problem.instance,
            exc_info=error,
        )
        return problem
