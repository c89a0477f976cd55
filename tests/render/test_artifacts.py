"""Which files a package has, for which targets."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.render.apis import STR, api, everything, field, module, operation, record

import specwright
from specwright.lower.api import Api
from specwright.render import RenderOptions, render
from specwright.render.package_views import package_view

RUNTIME = Path(specwright.__file__).parent / "runtime"
PETS = api(module(record("Pet", field("name", STR))), operations=(operation("list_pets"),))


def files(*targets: str, of: Api = PETS) -> dict[str, bytes]:
    artifacts = render(of, RenderOptions(package="pets", targets=frozenset(targets), document=b"{}"))
    assert [artifact.path for artifact in artifacts] == sorted(artifact.path for artifact in artifacts)
    return {artifact.path: artifact.content for artifact in artifacts}


def test_models_alone_need_no_http() -> None:
    found = files("models")
    assert {path for path in found if not path.startswith("_runtime/")} == {
        "__init__.py", "py.typed", "models/__init__.py", "models/_base.py", "models/_lazy.py", "models/pet.py",
    }  # fmt: skip
    imported = {
        line for text in found.values() for line in text.decode().splitlines() if re.match(r"\s*(import|from) \w", line)
    }
    assert not [line for line in imported if "httpx2" in line or "fastapi" in line]


def test_a_client_comes_with_its_models_and_without_a_server() -> None:
    found = files("client")
    assert {"client.py", "services/pets.py", "async_services/pets.py", "operations/pets.py", "models/pet.py"} <= set(
        found
    )
    assert not [path for path in found if "server" in path.split("/")]


def test_a_server_comes_with_the_document_and_without_a_client() -> None:
    found = files("server")
    assert found["server/openapi.json"] == b"{}"
    assert {"server/__init__.py", "server/pets.py", "operations/pets.py", "_runtime/server/app.py"} <= set(found)
    assert not {"client.py", "services/pets.py", "_runtime/client.py"} & set(found)


def test_the_runtime_is_ours_to_the_byte() -> None:
    for path, content in files("models", "client", "server").items():
        if path.startswith("_runtime/"):
            assert content == (RUNTIME / path.removeprefix("_runtime/")).read_bytes()


@pytest.mark.parametrize("targets", [("models",), ("client",), ("server",), ("models", "client", "server")])
def test_every_relative_import_finds_its_file(targets: tuple[str, ...]) -> None:
    found = files(*targets)
    for path in (path for path in found if path.endswith(".py")):
        for node in ast.walk(ast.parse(found[path])):
            if isinstance(node, ast.ImportFrom) and node.level:
                steps = [*path.split("/")[: -node.level], *(node.module or "").split(".")]
                module = "/".join(filter(None, steps))
                assert {f"{module}.py", f"{module}/__init__.py".lstrip("/")} & set(found), f"{path}: {module}"


def test_the_same_api_gives_the_same_bytes() -> None:
    assert files("client", "server", of=everything("x")) == files("client", "server", of=everything("x"))


def test_the_package_offers_every_error_of_the_runtime() -> None:
    tree = ast.parse((RUNTIME / "errors.py").read_text("utf-8"))
    (errors,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    offered = package_view(PETS, frozenset({"client"}), ("client", "async")).exports
    assert [str(export.name) for export in offered if export.module == "_runtime.errors"] == sorted(errors)
