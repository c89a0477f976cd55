"""Errors of the server: RFC 9457 problem details, the same shape for every status.

A handler raises `Problem(404, detail="no run has this id")`; what the runtime itself refuses is a `Problem` too, so one
renderer (`build_app(problem_renderer=...)`) decides what every error looks like.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from ..operation import Operation

__all__ = [
    "Forbidden",
    "Problem",
    "ProblemRenderer",
    "Unimplemented",
    "Violation",
    "render_problem",
]

# Names that `http` spells differently from one Python to the next.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a request: where, and what; never the value itself.

    `pointer` is a JSON Pointer into the body, or into the value of `parameter` (its wire name) at `location`.
    """

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    location: str | None = None

    def members(self) -> dict[str, str]:
        """The entry of `errors`; a pointer is written as a URI fragment, as RFC 9457, section 3, does."""
        fragment = None if self.pointer is None else "#" + self.pointer
        members = {
            "detail": self.detail,
            "pointer": fragment,
            "parameter": self.parameter,
            "in": self.location,
        }
        return {name: value for name, value in members.items() if value is not None}


class Problem(Exception):
    """An error answer; raise it from a handler or an authenticator.

    Args:
        status: The HTTP status, 400 to 599.
        title: Short name of the kind of problem; the status phrase unless given.
        detail: What went wrong this time, for the caller to read.
        type: URI of the kind of problem.
        instance: URI of this occurrence; a fresh `urn:uuid:` unless given.
        errors: The places of the request that are wrong.
        headers: Headers of the answer.
        extensions: Further members (RFC 9457, section 3.2).
    """

    def __init__(
        self,
        status: int,
        title: str | None = None,
        detail: str | None = None,
        *,
        type: str = "about:blank",
        instance: str | None = None,
        errors: Sequence[Violation] = (),
        headers: Mapping[str, str] | None = None,
        extensions: Mapping[str, Any] | None = None,
    ) -> None:
        self.status = status
        self.title = title or _title(status)
        self.detail = detail
        self.type = type
        self.instance = instance or uuid4().urn
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.extensions = dict(extensions or {})
        super().__init__(f"{status} {self.title}" + (f": {detail}" if detail else ""))

    def members(self) -> dict[str, Any]:
        """The members of the problem details object."""
        members: dict[str, Any] = {
            **self.extensions,
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": self.instance,
            "errors": [error.members() for error in self.errors] or None,
        }
        return {name: value for name, value in members.items() if value is not None}


class Unimplemented(Problem):
    """501: no handler serves this operation yet."""

    def __init__(self, operation: Operation[Any]) -> None:
        self.operation = operation
        super().__init__(
            501,
            detail=f"The operation {operation.name} of {operation.service} is not implemented.",
        )


class Forbidden(Problem):
    """403: the caller is known and not allowed to do this; for authenticators and handlers."""

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(403, detail=detail)


ProblemRenderer: TypeAlias = Callable[[Request, Problem], Response]
"""Turns a problem into an answer; the status and `problem.headers` (Allow, WWW-Authenticate ...) belong on it."""


def render_problem(request: Request, problem: Problem) -> Response:
    """The default renderer: `application/problem+json`."""
    content = json.dumps(problem.members(), ensure_ascii=True, allow_nan=False)
    return Response(
        content, problem.status, problem.headers, media_type="application/problem+json"
    )


def _title(status: int) -> str:
    try:
        return _TITLES.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return "Error"
