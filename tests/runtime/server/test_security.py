"""Who may call an operation."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.runtime.server.pets import Serve, operation, problem_of

from specwright.runtime.operation import Body, Content, Operation, Response
from specwright.runtime.server import Forbidden, Problem, principal, principals

ANSWER = (Response("200", (Content("application/json", lambda: Any),)),)


class Who:
    def call(self, **keywords: Any) -> Any:
        return [principal(), dict(principals())]


def key(request: Request, scopes: tuple[str, ...]) -> Any:
    return request.headers.get("x-key")


async def basic(request: Request, scopes: tuple[str, ...]) -> Any:
    return "basic" if "authorization" in request.headers else False


async def oauth(request: Request, scopes: tuple[str, ...]) -> Any:
    granted = request.headers.get("x-scopes")
    if granted is None:
        return None
    if not set(scopes) <= set(granted.split()):
        raise Forbidden("A scope is missing.")
    return {"scopes": granted}


AUTHENTICATORS = {"key": key, "basic": basic, "oauth": oauth, "odd": basic}


def secured(*alternatives: Any, **rest: Any) -> Operation[Any]:
    return operation(security=tuple(alternatives), responses=ANSWER, **rest)


KEY, BASIC, ODD = ("key", ()), ("basic", ()), ("odd", ())
READ = ("oauth", ("read", "list"))


def client(serve: Serve, *alternatives: Any) -> TestClient:
    return serve(secured(*alternatives), service=Who(), security=AUTHENTICATORS)


def test_one_scheme(serve: Serve) -> None:
    asked = client(serve, (KEY,))
    assert asked.get("/pets", headers={"X-Key": "k"}).json() == ["k", {"key": "k"}]
    refused = asked.get("/pets")
    assert problem_of(refused, 401) and refused.headers["www-authenticate"] == "ApiKey"


def test_challenges(serve: Serve) -> None:
    header = client(serve, (BASIC,), (READ,), (ODD,)).get("/pets").headers["www-authenticate"]
    assert header == 'Basic realm="api", charset="UTF-8", Bearer'


def test_alternatives(serve: Serve) -> None:
    asked = client(serve, (KEY,), (BASIC,))
    assert asked.get("/pets", headers={"Authorization": "x"}).json()[0] == "basic"
    assert asked.get("/pets", headers={"Authorization": "x", "X-Key": "k"}).json()[0] == "k"
    problem_of(asked.get("/pets"), 401)


def test_all_of(serve: Serve) -> None:
    asked = client(serve, (KEY, BASIC))
    assert asked.get("/pets", headers={"Authorization": "x", "X-Key": "k"}).json() == [
        "k",
        {"key": "k", "basic": "basic"},
    ]
    problem_of(asked.get("/pets", headers={"X-Key": "k"}), 401)


def test_scopes(serve: Serve) -> None:
    asked = client(serve, (READ,), (KEY,))
    assert asked.get("/pets", headers={"X-Scopes": "read list"}).status_code == 200
    assert problem_of(asked.get("/pets", headers={"X-Scopes": "read"}), 403)["detail"] == "A scope is missing."
    assert asked.get("/pets", headers={"X-Scopes": "read", "X-Key": "k"}).status_code == 200


def test_anonymous_is_the_last_resort(serve: Serve) -> None:
    asked = client(serve, (), (KEY,))
    assert asked.get("/pets").json() == [None, {}]
    assert asked.get("/pets", headers={"X-Key": "k"}).json()[0] == "k"


def test_who_asks_comes_before_what_is_asked(serve: Serve) -> None:
    body = Body((Content("application/json", lambda: int),), required=True)
    asked = serve(secured((KEY,), method="POST", body=body), service=Who(), security=AUTHENTICATORS)
    problem_of(asked.post("/pets", content=b"x" * 2_000_000), 401)


def test_a_missing_authenticator_stops_the_start(serve: Serve) -> None:
    with pytest.raises(ValueError, match="basic, oauth"):
        serve(secured((KEY,), (BASIC, READ)), security={"key": key})


def test_no_authentication_is_said_once(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    open_app = serve(secured((KEY,)), secured((BASIC,), path="/x"), service=Who())
    assert open_app.get("/pets").status_code == 200
    (record,) = caplog.records
    assert record.levelno == logging.WARNING and "basic, key" in record.getMessage()


def test_nothing_is_said_where_nothing_is_declared(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    assert serve(secured(), service=Who()).get("/pets").status_code == 200
    assert not caplog.records


def test_errors_of_authenticators(serve: Serve) -> None:
    def down(request: Request, scopes: tuple[str, ...]) -> Any:
        raise Problem(503, detail="No directory.")

    def broken(request: Request, scopes: tuple[str, ...]) -> Any:
        raise RuntimeError("secret")

    for authenticator, status in ((down, 503), (broken, 500)):
        response = serve(secured((KEY,)), service=Who(), security={"key": authenticator}).get("/pets")
        assert problem_of(response, status) and "secret" not in response.text
