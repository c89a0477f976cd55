"""OpenTelemetry spans, one for each request: `Client(hooks=[Spans()])`. Needs `opentelemetry-api`.

Attributes follow the semantic conventions for HTTP client spans (OpenTelemetry semantic conventions 1.37).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .hooks import Attempt, Hook
from .urls import origin

if TYPE_CHECKING:
    import httpx2

__all__ = ["Spans"]

_KNOWN_METHODS = frozenset(
    {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"}
)


class Spans(Hook):
    """Starts a span before each request and ends it with the answer; the request carries its context.

    Args:
        tracer_provider: Where spans go; by default the global one.

    Raises:
        ImportError: OpenTelemetry is not installed.
    """

    def __init__(self, tracer_provider: Any = None) -> None:
        # By name: type checkers of packages whose users do not trace have nothing to look for.
        self._trace: Any = import_module("opentelemetry.trace")
        self._inject: Any = import_module("opentelemetry.propagate").inject
        self._tracer: Any = self._trace.get_tracer(
            __name__.partition("._runtime")[0], tracer_provider=tracer_provider
        )
        self._open: dict[Attempt, Any] = {}

    def request(self, attempt: Attempt) -> None:
        """Start the span."""
        method = attempt.method if attempt.method in _KNOWN_METHODS else "HTTP"
        span = self._tracer.start_span(
            f"{method} {attempt.operation.path}",
            kind=self._trace.SpanKind.CLIENT,
            attributes=_attributes(attempt),
        )
        self._inject(attempt.headers, context=self._trace.set_span_in_context(span))
        self._open[attempt] = span

    def response(self, attempt: Attempt, response: httpx2.Response) -> None:
        """End the span."""
        span, status = self._open.pop(attempt), response.status_code
        span.set_attribute("http.response.status_code", status)
        if status >= 400:
            self._fail(span, str(status))
        span.end()

    def failed(self, attempt: Attempt, error: BaseException) -> None:
        """End the span, with the kind of error; its text could hold anything."""
        span = self._open.pop(attempt)
        self._fail(span, type(error).__qualname__)
        span.end()

    def _fail(self, span: Any, kind: str) -> None:
        span.set_attribute("error.type", kind)
        span.set_status(self._trace.StatusCode.ERROR)


def _attributes(attempt: Attempt) -> dict[str, str | int]:
    _, host, port = origin(attempt.url)
    is_known = attempt.method in _KNOWN_METHODS
    attributes: dict[str, str | int] = {
        "http.request.method": attempt.method if is_known else "_OTHER",
        "server.address": host,
        "server.port": port or 0,
        "url.full": attempt.url,
        "url.template": attempt.operation.path,
    }
    if not is_known:
        attributes["http.request.method_original"] = attempt.method
    if attempt.number > 1:
        attributes["http.request.resend_count"] = attempt.number - 1
    return attributes
