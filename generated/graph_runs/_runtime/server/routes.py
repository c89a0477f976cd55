"""The operations as one Starlette route: however many there are, finding one takes a single look into a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from .problems import Problem
from .routing import Found, PathTable, WrongMethod

__all__ = ["OperationRoute", "OperationRoutes"]

_PATH_CHARACTERS = "/!$&'()*+,;=:@"  # RFC 3986, 3.3: what a path may hold besides unreserved characters


@dataclass(frozen=True, slots=True)
class OperationRoute:
    """What `request.scope["route"]` and `app.routes[0].routes` tell about an operation; for logs, metrics and traces.

    `query` holds what tells it apart from operations with the same method and path: the parameters that have to be
    there, and the pairs that its path template ends with (`/files/{id}?action=copy`).
    """

    method: str
    path: str
    name: str
    endpoint: ASGIApp
    query: frozenset[tuple[str, str]] = frozenset()

    @property
    def path_format(self) -> str:
        """The path template, under the name Starlette has for it."""
        return self.path

    @property
    def methods(self) -> set[str]:
        """The method, in the shape Starlette has for it."""
        return {self.method}

    def rank(self, query: Mapping[str, str]) -> int:
        """How much a query speaks for this operation: by every pair that it asks for, if they are all there."""
        fits = all(
            query.get(name) == value if value else name in query
            for name, value in self.query
        )
        return len(self.query) if fits else -1


class OperationRoutes(BaseRoute):
    """Routes requests to operations.

    `routes` are all of them, `unreachable` those that nothing in a request tells apart from an earlier one.
    """

    def __init__(self, routes: Iterable[OperationRoute]) -> None:
        self.routes: Sequence[OperationRoute] = tuple(routes)
        self._table: PathTable[OperationRoute] = PathTable()
        self.unreachable = tuple(
            route for route in self.routes if self._is_hidden(route)
        )

    def _is_hidden(self, route: OperationRoute) -> bool:
        return any(
            route.query == other.query
            for other in self._table.add(route.method, route.path, route)
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """FULL for an operation, PARTIAL where the path has other methods: a later route may still fit better."""
        if scope["type"] != "http":
            return Match.NONE, {}
        match self._table.find(
            scope["method"], _raw_path(scope), lambda route: route.rank(_query(scope))
        ):
            case Found(route, values=values):
                return Match.FULL, {
                    "endpoint": route.endpoint,
                    "route": route,
                    "path_params": values,
                }
            case WrongMethod(allowed):
                return Match.PARTIAL, {"endpoint": _Refusal(allowed)}
            case _:
                return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the endpoint that `matches` found."""
        endpoint: ASGIApp = scope["endpoint"]
        await endpoint(scope, receive, send)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Answers a method that the path does not have: OPTIONS with the list of those it has, others with 405."""

    allowed: tuple[str, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allow = {"Allow": ", ".join((*self.allowed, "OPTIONS"))}
        if scope["method"] != "OPTIONS":
            raise Problem(405, headers=allow)
        await Response(status_code=204, headers=allow)(scope, receive, send)


def _raw_path(scope: Scope) -> str:
    """The path below the mount point, percent-encoded as it was sent."""
    root, raw = scope.get("root_path", "").rstrip("/"), scope.get("raw_path")
    # ASGI leaves `raw_path` optional.
    path = (
        raw.decode("latin-1").partition("?")[0]
        if raw
        else quote(scope["path"], safe=_PATH_CHARACTERS)
    )
    if root and f"{scope['path']}/".startswith(f"{root}/"):
        return "/" + "/".join(path.split("/")[root.count("/") + 1 :])
    return path


def _query(scope: Scope) -> dict[str, str]:
    return dict(
        parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    )
