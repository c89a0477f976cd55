"""What the tests of the server share: a document, operations, the form of a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from starlette.testclient import TestClient

from specwright.runtime.operation import Operation

Serve: TypeAlias = Callable[..., TestClient]

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {},
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "basic": {"type": "http", "scheme": "basic"},
            "oauth": {"type": "oauth2", "flows": {}},
            "odd": {"type": "http", "scheme": "a\r\nb"},
        }
    },
}


def operation(method: str = "GET", path: str = "/pets", name: str = "call", **rest: Any) -> Operation[Any]:
    return Operation(service="pets", name=name, operation_id=None, method=method, path=path, **rest)


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem of an answer, after checking its form."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status and problem["title"] and problem["type"] == "about:blank"
    assert problem["instance"].startswith("urn:uuid:")
    return problem
