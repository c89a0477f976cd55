"""A small API made by hand: models, operations, and a client for an app that serves them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from specwright.runtime.operation import Operation
from specwright.runtime.server import build_app

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


@pytest.fixture(scope="session", autouse=True)
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An importable package with a document, as `NAME.server` of a generated one."""
    root: Path = tmp_path_factory.mktemp("site")
    (root / "pets_server").mkdir()
    (root / "pets_server" / "__init__.py").write_text("")
    (root / "pets_server" / "openapi.json").write_text(json.dumps(DOCUMENT, indent=1))
    sys.path.insert(0, str(root))
    yield "pets_server"
    sys.path.remove(str(root))


Serve = Callable[..., TestClient]


@pytest.fixture
def serve() -> Serve:
    """A client for an app with the given operations, all of the service `pets`, and settings of `build_app`."""

    def client(*operations: Operation[Any], service: object = None, **settings: Any) -> TestClient:
        settings = {"title": "Pets", "version": "1", "package": "pets_server"} | settings
        return TestClient(build_app(operations, {"pets": service}, **settings), raise_server_exceptions=False)

    return client


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
