"""The package of `spec.yaml` in each style: its clients, and a server that answers with what it was sent."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

import specwright
from specwright.config import MODEL_STYLES

SPEC = Path(__file__).with_name("spec.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoo:
    """A generated package; `received` are the arguments of the server's methods."""

    style: str
    package: ModuleType
    received: list[Any] = field(default_factory=list)

    @property
    def models(self) -> Any:
        return self.package.models

    def make(self, model: str, /, **values: Any) -> Any:
        """An object of a model, given its Python names; a TypedDict has the document's."""
        wired = {
            "class_": "class",
            "built_at": "builtAt",
            "e_tag": "eTag",
            "pet_type": "petType",
            "house_number": "houseNumber",
        }
        if self.style == "typed-dict":
            return {wired.get(key, key): value for key, value in values.items()}
        return getattr(self.models, model)(**values)

    def read(self, value: Any, name: str) -> Any:
        """A property by its Python name; the key of a TypedDict is the document's."""
        wired = {
            "class_": "class",
            "built_at": "builtAt",
            "e_tag": "eTag",
            "pet_type": "petType",
            "odd_name": "odd $name",
        }
        return value.get(wired.get(name, name)) if isinstance(value, dict) else getattr(value, name)

    def server(self) -> TestClient:
        """The server, called as a browser would; only pydantic's models miss the `id`, which is the server's to give."""
        server = importlib.import_module(f"{self.package.__name__}.server")
        received = self.received

        class Service(server.UnimplementedZoo):  # type: ignore[misc]
            def add_pet(self, *, body: Any) -> Any:
                received.append(body)
                return body

            def find_pets(self, *, born: Any = None, where: Any = None) -> Any:
                received.append((born, where))
                return []

            def put_home(self, *, body: Any) -> Any:
                received.append(body)
                return body

            def send_form(self, *, body: Any) -> Any:
                received.append(body)
                return body

            def send_picture(self, *, body: Any) -> Any:
                received.append(body)
                return 3

        return TestClient(
            server.create_app(zoo=Service(), validate_responses=self.style != "pydantic"), raise_server_exceptions=False
        )

    def client(self, answer: Any = None) -> Any:
        """A client of the server, or of one that always gives the `answer`."""
        server = self.server()

        def handle(request: httpx2.Request) -> httpx2.Response:
            if answer is not None:
                return httpx2.Response(200, json=answer)
            url = str(request.url.copy_with(scheme="http", host="testserver"))
            got = server.request(request.method, url, content=request.read(), headers=dict(request.headers))
            return httpx2.Response(got.status_code, content=got.content, headers=dict(got.headers))

        http = httpx2.Client(transport=httpx2.MockTransport(handle))
        return self.package.Client(base_url="http://zoo", http_client=http)


@pytest.fixture(scope="session", params=MODEL_STYLES)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ModuleType]]:
    style = request.param
    name, folder = f"zoo_{style.replace('-', '_')}", tmp_path_factory.mktemp("styles")
    made = specwright.generate(SPEC, output=folder, package=name, models=style)
    assert made.package is not None, made.diagnostics
    sys.path.insert(0, str(folder))
    try:
        yield style, importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


@pytest.fixture
def zoo(package: tuple[str, ModuleType]) -> Zoo:
    style, module = package
    return Zoo(style=style, package=module)
