"""Operations that are out of the ordinary: the generated client calls the generated server, under uvicorn."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.behaviour.serving import serving

import specwright
from specwright import Generation

DOCUMENT = Path(__file__).with_name("operations.yaml")


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    folder = tmp_path_factory.mktemp("operations")
    generation = specwright.generate(DOCUMENT, output=folder, package="odd_operations")
    sys.path.insert(0, str(folder))
    yield generation
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def package(generation: Generation) -> ModuleType:
    return importlib.import_module(generation.folder.name)


class Everything:
    """Answers every operation with what it was given, unless told what else to answer."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.prefixes: list[str] = []

    def __getattr__(self, name: str) -> Any:
        def handler(*positional: Any, **keywords: Any) -> Any:
            return self.answers[name](*positional, **keywords)

        return handler


@pytest.fixture(scope="module")
def handlers() -> Everything:
    return Everything()


@pytest.fixture(scope="module")
def url(package: ModuleType, handlers: Everything) -> Iterator[str]:
    server = importlib.import_module(f"{package.__name__}.server")
    services = {operation.service for operation in package.OPERATIONS}
    app = server.create_app(**dict.fromkeys(services, handlers))

    async def below_any_prefix(scope: Any, receive: Any, send: Any) -> None:
        first, _, rest = scope["path"][1:].partition("/")
        handlers.prefixes.append(first)
        raw = scope["raw_path"].split(b"/", 2)[2]
        await app({**scope, "path": f"/{rest}", "raw_path": b"/" + raw}, receive, send)

    with serving(below_any_prefix) as url:
        yield url


@pytest.fixture
def client(package: ModuleType, url: str) -> Iterator[Any]:
    with package.Client(base_url=f"{url}/v1", retries=0) as client:
        yield client


def test_what_can_not_be_generated_is_told_and_the_rest_is_there(generation: Generation, package: ModuleType) -> None:
    assert [(found.code, found.pointer) for found in generation.diagnostics] == [
        ("operation-skipped", "/paths/~1many/additionalOperations/NOT ONE"),
        ("operation-skipped", "/paths/~1many/additionalOperations/LINK"),
        ("path-parameter-undeclared", "/paths/~1undeclared~1{a}/get"),
        ("path-parameter-unused", "/paths/~1undeclared~1{a}/get/parameters/0"),
        ("media-type-unusable", "/paths/~1words~1search?kind={kind}&sort=up&q={word}/get/responses/200/content/xls"),
        ("path-parameter-undeclared", "/paths/~1words~1search?kind={kind}&sort=up&q={word}/get"),
        ("media-type-unusable", "/paths/~1many/post/requestBody/content/odd"),
    ]
    assert {f"{operation.service}.{operation.name}" for operation in package.OPERATIONS} == {
        "files.get_by_name_by_extension", "jobs.post_cancel_by_id", "same.get_as_by_a", "undeclared.get_by_a", "words.get_search",
        "here.get",
        "here.put", "many.clashing", "many.clashing_get", "many.query", "many.copy", "referred.move",
    }  # fmt: skip


@pytest.mark.parametrize("value", ["1", "a.b", "a:b", "a:cancel", "x/y", "//", "ü %2F", "%", "?q#f", "{id}", ";x=1,2"])
def test_values_stay_what_they_are_in_paths(client: Any, handlers: Everything, value: str) -> None:
    handlers.answers |= dict.fromkeys(("post_cancel_by_id", "get_as_by_a", "get_by_a"), lambda given: given)
    assert client.jobs.post_cancel_by_id(value) == value
    assert client.same.get_as_by_a(value) == value
    assert client.undeclared.get_by_a(value) == value


@pytest.mark.parametrize("kind", ["noun", "a&b=c", "{kind}", ""])
def test_a_parameter_that_the_path_shows_in_its_query_is_sent_once(
    client: Any, handlers: Everything, kind: str
) -> None:
    handlers.answers["get_search"] = lambda *, q, kind: (q + kind).encode()
    raw = client.raw_response(client.words.get_search, q="a", kind=kind)
    assert raw.value == b"a" + kind.encode()
    assert dict(raw.http.request.url.params.multi_items()) == {"sort": "up", "q": "a", "kind": kind}
    assert str(raw.http.request.url).count("kind=") == 1


def test_two_values_in_a_segment_are_told_apart_by_what_stands_between(client: Any, handlers: Everything) -> None:
    handlers.answers["get_by_name_by_extension"] = lambda name, extension: [name, extension]
    assert client.files.get_by_name_by_extension("a/b", "c:d") == ["a/b", "c:d"]
    assert client.files.get_by_name_by_extension("a", "tar.gz") == ["a", "tar.gz"]


def test_a_body_goes_as_the_media_type_that_fits_it(package: ModuleType, client: Any, handlers: Everything) -> None:
    handlers.answers["clashing"] = lambda *, body: repr(body)
    models = package.models
    for body in (models.ClashingRequest(a=1), models.ManyClashingRequest(b=2), "text", b"bytes"):
        assert client.many.clashing(body=body) == repr(body)


def test_every_success_has_its_type(package: ModuleType, client: Any, handlers: Everything) -> None:
    server = importlib.import_module(f"{package.__name__}.server")
    for reply, value in (
        ("name", "name"),
        (server.Reply(3, status=201), 3),
        (server.Reply(status=202, headers={"X-Rate": 7, "X-Where": {"line": 3}}), None),
    ):
        handlers.answers["clashing"] = lambda *, body, reply=reply: reply
        assert client.many.clashing(body="x") == value
    raw = client.raw_response(client.many.clashing, body="x")
    assert (raw.status, raw.header("X-Rate"), raw.header("X-Where")) == (202, 7, {"line": 3})
    handlers.answers["clashing_get"] = lambda: server.Reply(b"\x89PNG", status=200, media_type="image/png")
    assert client.many.clashing_get() == b"\x89PNG"


def test_errors_of_a_range_have_their_type(package: ModuleType, client: Any, handlers: Everything) -> None:
    problem = importlib.import_module(f"{package.__name__}.server").Problem

    def refuse(*, body: Any) -> Any:
        raise problem(409, detail="taken")

    handlers.answers["clashing"] = refuse
    with pytest.raises(package.Conflict) as caught:
        client.many.clashing(body="x")
    assert caught.value.body.title == "Conflict"


def test_methods_beyond_the_usual(package: ModuleType, client: Any, handlers: Everything) -> None:
    moved: list[Any] = []
    handlers.answers |= {"query": lambda *, body: body, "copy": lambda: None}
    handlers.answers["move"] = lambda *, q=None, body=None: moved.append((q, body.to))
    assert client.many.query(body=[3, 1]) == [3, 1]
    assert client.many.copy() is None
    assert client.referred.move(q=2, body=package.models.MoveRequest(to="there")) is None
    assert moved == [(2, "there")]


def test_servers_have_variables_at_every_level(package: ModuleType, url: str, handlers: Everything) -> None:
    handlers.answers |= dict.fromkeys(("get", "put", "copy"), lambda: None)
    variables = {"port": url.rpartition(":")[2], "base": "v2", "host": "127.0.0.1"}
    handlers.prefixes.clear()
    with package.Client(server_variables=variables) as client:
        client.many.copy()
        client.here.get()
        client.here.put()
    assert handlers.prefixes == ["v2", "path", "operation"]
    with pytest.raises(ValueError, match="base"):
        package.Client(server_variables={"base": "v3"})
    with pytest.raises(ValueError, match="other"):
        package.Client(server_variables={"other": "x"})
