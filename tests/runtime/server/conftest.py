"""A package to serve, and clients for apps."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.runtime.server.pets import DOCUMENT, Serve

from specwright.runtime.operation import Operation
from specwright.runtime.server import build_app


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


@pytest.fixture
def serve() -> Serve:
    """A client for an app with the given operations, all of the service `pets`, and settings of `build_app`."""

    def client(*operations: Operation[Any], service: object = None, **settings: Any) -> TestClient:
        settings = {"title": "Pets", "version": "1", "package": "pets_server"} | settings
        return TestClient(build_app(operations, {"pets": service}, **settings), raise_server_exceptions=False)

    return client
