"""The server side of a generated package: a FastAPI application made from the descriptions of its operations.

Write a class per service, outside of the generated package, and hand the objects to `create_app`:

    class Runs(IndustryData):
        async def create_run(self, incoming_flow_id: str, *, body: models.IndustryDataRun) -> models.IndustryDataRun:
            if incoming_flow_id not in flows:
                raise Problem(404, detail="There is no such flow.")
            return await flows[incoming_flow_id].start(body)

    app = create_app(industry_data=Runs(), security={"delegated": authenticate})

Requests are validated before a handler sees them. A handler, `def` or `async def`, takes the path parameters in order,
everything else by name, and returns the value of the documented success response; `Reply` for another declared status
or for headers; it raises `Problem` for errors. Operations without a handler answer 501, so that an app starts whatever
is implemented. What the service itself sends, webhooks and callbacks, is received the same way by the app of the package
`webhooks`. `current_request()` and `principal()` tell a handler who is asking.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeAlias, TypeVar

from .app import build_app, build_webhooks_app
from .context import current_request, principal, principals
from .outgoing import Reply
from .problems import (
    Forbidden,
    Problem,
    ProblemRenderer,
    Unimplemented,
    Violation,
    render_problem,
)
from .security import Authenticator

__all__ = [
    "Authenticator",
    "Forbidden",
    "MaybeAwaitable",
    "Problem",
    "ProblemRenderer",
    "Reply",
    "Unimplemented",
    "Violation",
    "build_app",
    "build_webhooks_app",
    "current_request",
    "principal",
    "principals",
    "render_problem",
]

T = TypeVar("T")

MaybeAwaitable: TypeAlias = T | Reply | Awaitable[T | Reply]
"""What a handler may return for an operation that answers `T`: the value or a `Reply`, from `def` or `async def`."""
