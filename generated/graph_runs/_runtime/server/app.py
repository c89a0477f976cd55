"""Builds the FastAPI application of a package from its operations and the services its user wrote."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..operation import Operation
from ..options import Decoding
from ..webhooks import Webhook
from .document import ServedDocument
from .endpoint import Endpoint, Settings
from .problems import Problem, ProblemRenderer, Violation, render_problem
from .routes import OperationRoute, OperationRoutes
from .security import Authenticator, Gate

__all__ = ["build_app", "build_webhooks_app"]


def build_app(
    operations: Sequence[Operation[Any]],
    services: Mapping[str, object],
    *,
    title: str,
    version: str,
    package: str,
    security: Mapping[str, Authenticator] | None = None,
    validate_responses: bool = False,
    max_body_size: int = 1_000_000,
    problem_renderer: ProblemRenderer = render_problem,
    openapi_url: str | None = "/openapi.json",
    docs_url: str | None = "/docs",
) -> FastAPI:
    """A FastAPI application that answers every operation; more routes, middleware and mounts may be added to it.

    Args:
        operations: The operations of the document.
        services: An object per service; an operation without a method there answers 501.
        title: The title of the document.
        version: The version of the document.
        package: The package that holds the document as `openapi.json`; also the name of the logger.
        security: An authenticator for each security scheme that an operation asks for. None turns authentication off
            and says so in the log: something in front of the app must do it.
        validate_responses: Check what handlers return against the document; what does not fit is logged and answered 500.
        max_body_size: The most bytes that a request body may have; more is answered 413.
        problem_renderer: Makes the answer for every error.
        openapi_url: Where the document is served; None for nowhere. A path of the document itself goes first.
        docs_url: Where its reference page is served; None for nowhere.

    Returns:
        The application.

    Raises:
        ValueError: `security` lacks a scheme that an operation asks for.
    """
    logger = logging.getLogger(package)
    document = ServedDocument(package)
    settings = Settings(
        Gate(security, operations, document.challenges, logger),
        logger,
        max_body_size,
        validate_responses,
    )
    app = _Application(
        document, title, version, openapi_url if document.exists else None, docs_url
    )
    _serve(app, operations, services, settings, problem_renderer)
    return app


def build_webhooks_app(
    webhooks: Sequence[Webhook[Any, Any]],
    services: Mapping[str, object],
    *,
    title: str,
    version: str,
    package: str,
    paths: Mapping[Webhook[Any, Any], str] | None = None,
    security: Mapping[str, Authenticator] | None = None,
    decoding: Decoding = "strict",
    max_body_size: int = 1_000_000,
    problem_renderer: ProblemRenderer = render_problem,
) -> FastAPI:
    """A FastAPI application that receives what the service sends, as `build_app` has it.

    Args:
        webhooks: The webhooks and callbacks of the document.
        services: An object per group of them; what has no method there answers 501.
        title: The title of the document.
        version: The version of the document.
        package: The package of the receivers; also the name of the logger.
        paths: Where a webhook is received; its `mount` where nothing is said.
        security: An authenticator for each security scheme that a webhook asks for.
        decoding: `"strict"` answers 422 to what is not as documented, `"tolerant"` keeps what it does not know.
        max_body_size: The most bytes that a request body may have.
        problem_renderer: Makes the answer for every error.

    Returns:
        The application.

    Raises:
        ValueError: `security` lacks a scheme, or `paths` names what is no webhook of the document or no path.
    """
    logger = logging.getLogger(package)
    document = ServedDocument(package.rpartition(".")[0], "server/openapi.json")
    settings = Settings(
        Gate(security, webhooks, document.challenges, logger),
        logger,
        max_body_size,
        decoding=decoding,
    )
    app = _Application(document, title, version, None, None)
    _serve(app, _mounted(webhooks, paths or {}), services, settings, problem_renderer)
    return app


def _mounted(
    webhooks: Sequence[Webhook[Any, Any]], paths: Mapping[Webhook[Any, Any], str]
) -> Sequence[Operation[Any]]:
    """The webhooks as operations of the paths where they are received."""
    known = {webhook: paths.get(webhook, webhook.mount) for webhook in webhooks}
    for webhook, path in paths.items():
        if webhook not in known or not path.startswith("/"):
            raise ValueError(f"{webhook.name!r} can't be received at {path!r}")
    return [replace(webhook, path=path) for webhook, path in known.items()]


def _serve(
    app: FastAPI,
    operations: Sequence[Operation[Any]],
    services: Mapping[str, object],
    settings: Settings,
    problem_renderer: ProblemRenderer,
) -> None:
    """Let the app answer operations, before whatever else it does."""
    routes = OperationRoutes(_routes(operations, services, settings))
    if routes.unreachable:
        hidden = ", ".join(
            f"{route.method} {route.path} ({route.name})"
            for route in routes.unreachable
        )
        settings.logger.warning(
            "requests can't be told apart from those of an earlier operation: %s",
            hidden,
        )
    app.router.routes.insert(0, routes)
    _render_errors(app, problem_renderer)


class _Application(FastAPI):
    """FastAPI with the document it was generated from instead of one rebuilt from the routes."""

    def __init__(
        self,
        document: ServedDocument,
        title: str,
        version: str,
        openapi_url: str | None,
        docs_url: str | None,
    ) -> None:
        self._document = document
        super().__init__(
            title=title or "API",
            version=version or "0",
            openapi_url=openapi_url,
            docs_url=docs_url,
            redoc_url=None,
            redirect_slashes=False,
        )

    def openapi(self) -> dict[str, Any]:
        """The document."""
        return self._document.tree

    def setup(self) -> None:
        """Serve the document before FastAPI adds its own routes, and byte for byte."""
        if self.openapi_url:
            self.add_route(
                self.openapi_url, self._serve_document, include_in_schema=False
            )
        super().setup()

    async def _serve_document(self, request: Request) -> Response:
        return Response(self._document.content, media_type="application/json")


def _routes(
    operations: Iterable[Operation[Any]],
    services: Mapping[str, object],
    settings: Settings,
) -> Iterable[OperationRoute]:
    for operation in operations:
        endpoint = Endpoint(operation, services.get(operation.service), settings)
        name = f"{operation.service}.{operation.name}"
        yield OperationRoute(
            operation.method, operation.path, name, endpoint, _distinction(operation)
        )


def _distinction(operation: Operation[Any]) -> frozenset[tuple[str, str]]:
    """What the query of a request for an operation holds for sure: (name, value), or (name, "") for any value."""
    pairs = parse_qsl(
        operation.path.partition("#")[0].partition("?")[2], keep_blank_values=True
    )
    literal = [(name, value) for name, value in pairs if value[:1] + value[-1:] != "{}"]
    required = [
        (each.wire_name, "")
        for each in operation.parameters
        if each.required and each.location == "query"
    ]
    return frozenset((*literal, *required))


def _render_errors(app: FastAPI, render: ProblemRenderer) -> None:
    """Send every error of the app through one renderer: ours, those of the router, those of routes added to the app."""

    def problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return render(request, error)

    def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = None if error.status_code in (404, 405) else error.detail
        return render(
            request, Problem(error.status_code, detail=detail, headers=error.headers)
        )

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        violations = [_violation(each["loc"], each["msg"]) for each in error.errors()]
        return render(request, Problem(422, errors=violations))

    def unexpected(request: Request, error: Exception) -> Response:
        return render(request, Problem(500))

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unexpected)


def _violation(place: Sequence[int | str], detail: str) -> Violation:
    location, *names = map(str, place)
    if location == "body":
        return Violation(detail, "".join(f"/{name}" for name in names))
    return Violation(detail, None, ".".join(names), location)
