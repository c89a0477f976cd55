"""What an app does before and around its operations: start, routes, the document, errors of the router."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient
from tests.runtime.server.pets import DOCUMENT, Serve, operation, problem_of

from specwright.runtime.operation import Content, Parameter
from specwright.runtime.operation import Response as Documented
from specwright.runtime.server import Problem, Unimplemented, build_app, current_request

TEXT = (Documented("200", (Content("text/plain", lambda: str),)),)


class Echo:
    def call(self, *path: str, **keywords: Any) -> str:
        return "|".join(path)


def test_an_app_starts_whatever_is_implemented(serve: Serve) -> None:
    client = serve(operation(responses=TEXT), operation(path="/other", name="other"), service=Echo())
    assert client.get("/pets").text == ""
    problem = problem_of(client.get("/other"), 501)
    assert problem["detail"] == "The operation other of pets is not implemented."
    assert problem_of(serve(operation()).get("/pets"), 501)


def test_a_protocols_default_body_answers_501(serve: Serve) -> None:
    described = operation()

    class Pets:
        def call(self) -> None:
            raise Unimplemented(described)

    assert problem_of(serve(described, service=Pets()).get("/pets"), 501)


def test_errors_of_the_router_are_problems(serve: Serve) -> None:
    client = serve(operation(), operation("POST"), operation("PUT", "/pets/{id}"), service=Echo())
    assert problem_of(client.get("/dogs"), 404)["title"] == "Not Found"
    refused = client.delete("/pets")
    assert problem_of(refused, 405)
    assert refused.headers["allow"] == "GET, POST, HEAD, OPTIONS"
    assert client.options("/pets").headers["allow"] == "GET, POST, HEAD, OPTIONS"
    assert client.options("/pets").status_code == 204
    assert problem_of(client.get("/pets/"), 404)


def test_any_method_and_head(serve: Serve) -> None:
    client = serve(
        operation("QUERY", responses=TEXT), operation("COPY", "/x/{a}:{b}", responses=TEXT), operation(responses=TEXT),
        service=Echo(),
    )  # fmt: skip
    assert client.request("QUERY", "/pets").status_code == 200
    assert client.request("COPY", "/x/1:2").status_code == 200
    head = client.head("/pets")
    assert head.status_code == 200 and head.content == b"" and head.headers["content-type"].startswith("text/plain")


def test_values_stay_apart_from_separators(serve: Serve) -> None:
    parameters = (Parameter("user_id", "user-id", "path", lambda: str, required=True),)
    client = serve(operation(path="/users('{user-id}')", parameters=parameters, responses=TEXT), service=Echo())
    assert client.get("/users('a%2Fb')").text == "a/b"
    assert client.get("/users%28%27O%27%27Neil%27%29").text == "O''Neil"


def test_below_a_mount_point() -> None:
    parameters = (Parameter("id", "id", "path", lambda: str, required=True),)
    described = operation(path="/pets/{id}", parameters=parameters, responses=TEXT)
    outer = FastAPI()
    outer.mount("/api/v1", build_app([described], {"pets": Echo()}, title="P", version="1", package="pets_server"))
    client = TestClient(outer)
    assert client.get("/api/v1/pets/a%2Fb").text == "a/b"
    assert problem_of(client.get("/api/v1/cats"), 404)
    assert client.get("/api/v1/openapi.json").json() == DOCUMENT
    assert "/api/v1/openapi.json" in client.get("/api/v1/docs").text


def test_serves_the_document_as_it_is(serve: Serve) -> None:
    client = serve(operation())
    served = client.get("/openapi.json")
    assert served.text == json.dumps(DOCUMENT, indent=1) and served.headers["content-type"] == "application/json"
    assert "/openapi.json" in client.get("/docs").text
    assert client.app.openapi() == DOCUMENT  # type: ignore[attr-defined]
    assert serve(operation(), openapi_url="/v1/spec", docs_url=None).get("/v1/spec").json() == DOCUMENT
    assert problem_of(serve(operation(), openapi_url=None).get("/openapi.json"), 404)
    assert problem_of(serve(operation(), openapi_url=None).get("/docs"), 404)


def test_the_documents_own_paths_go_first(serve: Serve) -> None:
    assert serve(operation(path="/docs", responses=TEXT), service=Echo()).get("/docs").text == ""
    client = serve(operation("POST", "/{any}", responses=TEXT), service=Echo())
    assert client.post("/openapi.json").text == ""
    assert client.get("/openapi.json").json() == DOCUMENT


def test_says_what_can_not_be_reached(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    serve(operation(path="/files/{id}", name="plain"), operation(path="/files/{id}#link", name="link"))
    (record,) = caplog.records
    assert "earlier operation: GET /files/{id}#link (pets.link)" in record.getMessage()


def test_the_query_tells_operations_apart(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    class Files:
        def __getattr__(self, name: str) -> Any:
            return lambda *path, **keywords: name

    fields = Parameter("fields", "fields", "query", lambda: str, required=True, style="form", explode=True)
    identifier = Parameter("id", "id", "path", lambda: str, required=True)
    client = serve(
        operation(path="/files/{id}", name="plain", parameters=(identifier,), responses=TEXT),
        operation(path="/files/{id}#link", name="link", parameters=(identifier, fields), responses=TEXT),
        operation(path="/files/{file}?action=copy", name="copy", responses=TEXT),
        operation(path="/files/{id}?action=copy", name="copy_some", parameters=(identifier, fields), responses=TEXT),
        service=Files(),
    )
    queries = ("", "?fields=a", "?action=copy", "?action=move", "?action=copy&fields=", "?fields=%ff&action=copy")
    names = [client.get(f"/files/1{query}").text for query in queries[:5]]
    assert names == ["plain", "link", "copy", "plain", "copy_some"] and not caplog.records
    assert client.get(f"/files/1{queries[5]}").status_code == 422


def test_one_renderer_for_all_errors(serve: Serve) -> None:
    def render(request: Request, problem: Problem) -> Response:
        return JSONResponse({"error": {"code": problem.status}}, problem.status, problem.headers)

    class Broken:
        def call(self) -> None:
            raise RuntimeError

    body_less = operation("POST", "/pets", "missing")
    client = serve(operation(), body_less, service=Broken(), problem_renderer=render)
    for response, status in (
        (client.get("/nowhere"), 404), (client.delete("/pets"), 405), (client.get("/pets"), 500), (client.post("/pets"), 501)
    ):  # fmt: skip
        assert (response.status_code, response.json()) == (status, {"error": {"code": status}})


def test_problems_of_handlers(serve: Serve) -> None:
    class Pets:
        async def call(self) -> None:
            raise Problem(
                409, "Taken", "Someone has this name.", type="https://x/taken", headers={"Retry-After": "9"},
                extensions={"name": "rex"},
            )  # fmt: skip

    response = serve(operation(), service=Pets()).get("/pets")
    assert response.status_code == 409 and response.headers["retry-after"] == "9"
    assert {**response.json(), "instance": ""} == {
        "type": "https://x/taken", "title": "Taken", "status": 409, "detail": "Someone has this name.", "instance": "",
        "name": "rex",
    }  # fmt: skip


def test_a_failing_handler_is_logged_and_tells_nothing(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    class Pets:
        def call(self) -> None:
            raise RuntimeError("the password is hunter2")

    problem = problem_of(serve(operation(), service=Pets()).get("/pets"), 500)
    assert set(problem) == {"type", "title", "status", "instance"}
    assert problem["instance"] in caplog.text and "hunter2" in caplog.text
    assert [record.name for record in caplog.records if record.levelno >= logging.ERROR] == ["pets_server"]


def test_handlers_know_their_request(serve: Serve) -> None:
    class Pets:
        def call(self) -> str:
            return current_request().headers["x-trace"]

    response = serve(operation(responses=TEXT), service=Pets()).get("/pets", headers={"X-Trace": "t1"})
    assert response.text == "t1"
    with pytest.raises(LookupError):
        current_request()


def test_streams_know_their_request(serve: Serve) -> None:
    class Pets:
        async def coroutine(self) -> AsyncIterator[str]:
            yield current_request().headers["x-trace"]

        def function(self) -> Iterator[str]:
            yield current_request().headers["x-trace"]

    client = serve(
        operation(path="/a", name="coroutine", responses=TEXT), operation(path="/b", name="function", responses=TEXT),
        service=Pets(),
    )  # fmt: skip
    assert [client.get(path, headers={"X-Trace": "t"}).text for path in ("/a", "/b")] == ["t", "t"]


def test_routes_added_to_the_app_answer_with_problems_too(package: str) -> None:
    app = build_app([operation(responses=TEXT)], {}, title="P", version="1", package=package)

    @app.get("/own/{number}")
    def own(number: int) -> None:
        raise RuntimeError

    client = TestClient(app, raise_server_exceptions=False)
    (error,) = problem_of(client.get("/own/hunter2"), 422)["errors"]
    assert (error["in"], error["parameter"]) == ("path", "number") and "hunter2" not in str(error)
    assert problem_of(client.get("/own/1"), 500)
