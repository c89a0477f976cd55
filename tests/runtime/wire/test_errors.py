"""What an error says, and what it never says."""

from __future__ import annotations

import pickle
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.sample import Fault, Wire

from specwright.runtime import errors
from specwright.runtime.errors import ApiError, NotFound, ServerError


def failed(response: httpx2.Response) -> ApiError:
    with pytest.raises(ApiError) as caught:
        Wire(response).client(retries=0).runs.get_run("1")
    return caught.value


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (409, "Conflict"),
        (422, "UnprocessableEntity"),
        (429, "TooManyRequests"),
        (500, "ServerError"),
        (503, "ServerError"),
        (418, "ApiError"),
        (304, "ApiError"),
        (799, "ServerError"),
    ],
)
def test_a_class_for_each_common_status(status: int, name: str) -> None:
    error = failed(httpx2.Response(status))
    assert type(error) is getattr(errors, name)
    assert error.status == status


def test_the_documented_error_is_decoded() -> None:
    body = {"code": "gone", "message": "Run 1\nis gone"}
    error = failed(httpx2.Response(404, json=body, headers={"X-Request-Id": "r-1"}))
    assert isinstance(error, NotFound)
    assert error.body == Fault(**body)
    assert (error.detail, error.request_id, error.attempts) == ("Run 1\nis gone", "r-1", 1)
    assert str(error) == "runs.get_run (GET /runs/{id}) failed: 404 Not Found: Run 1 is gone [request id r-1]"
    assert error.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"type": "about:blank", "title": "Bad", "detail": "No such thing"}, "No such thing"),
        ({"title": "Bad"}, "Bad"),
        ({"error": {"code": "x", "message": "OData says no"}}, "OData says no"),
        ({"error": "invalid_grant", "error_description": "Token is old"}, "Token is old"),
        ({"errors": [{"message": "first"}, {"message": "second"}]}, "first"),
        ({"detail": [{"loc": ["body"], "message": "fastapi"}]}, "fastapi"),
        ({"ok": False, "description": "telegram"}, "telegram"),
        ({"unknown": 1}, None),
        ([], None),
        (None, None),
        ("plain", "plain"),
    ],
)
def test_the_servers_own_words(body: Any, detail: str | None) -> None:
    error = failed(httpx2.Response(500, json=body))
    assert error.detail == detail


def test_a_body_that_is_not_as_documented_is_kept() -> None:
    error = failed(httpx2.Response(404, content=b"<html>" + b"x" * 10_000_000, headers={"Content-Type": "text/html"}))
    assert error.body is None
    assert len(error.content) == 10_000_006
    assert len(str(error)) < 200
    error = failed(httpx2.Response(404, json=["unexpected"]))
    assert error.body == ["unexpected"]


def test_long_and_unprintable_words_are_shortened() -> None:
    error = failed(httpx2.Response(500, json={"message": "\x1b[31m" + "x" * 10_000}))
    assert "\x1b" not in str(error)
    assert len(str(error)) < 700


def test_a_deep_error_body_does_no_harm() -> None:
    deep = b"[" * 100_000
    error = failed(httpx2.Response(500, content=deep, headers={"Content-Type": "application/json"}))
    assert (error.body, error.content) == (None, deep)


def test_errors_travel_between_processes() -> None:
    error = pickle.loads(pickle.dumps(failed(httpx2.Response(404, json={"code": "a", "message": "b"}))))
    assert (type(error), error.status, error.body.code, error.detail) == (NotFound, 404, "a", "b")


def test_one_root() -> None:
    kinds = [getattr(errors, name) for name in errors.__all__]
    assert all(issubclass(kind, errors.CallError) for kind in kinds)
    assert issubclass(ServerError, ApiError) and not issubclass(errors.TransportError, ApiError)
