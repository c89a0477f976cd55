"""Calls over a mocked wire: what is sent, what comes back, sync and async alike."""

from __future__ import annotations

import asyncio
import copy
import threading
from typing import Any

import httpx2
import pytest
from tests.runtime.wire.sample import BASE, RUN_JSON, Client, Run, Runs, Wire, operation

from specwright.runtime.client import BaseClient
from specwright.runtime.errors import CallError, ConfigurationError, DecodeError
from specwright.runtime.operation import Body, Content, Operation, Parameter, Response
from specwright.runtime.options import RequestOptions
from specwright.runtime.raw import RawResponse
from specwright.runtime.servers import Server, ServerVariable


def answer(content: bytes | str = b"", status: int = 200, media_type: str | None = None) -> httpx2.Response:
    headers = {"Content-Type": media_type} if media_type else {}
    return httpx2.Response(status, headers=headers, content=content)


def test_parameters_go_where_they_belong() -> None:
    wire = Wire(httpx2.Response(200, json=[RUN_JSON]))
    with wire.client() as client:
        assert client.runs.list_runs(top=3, since="today", session="s1") == [Run(display_name="Nightly")]
    request = wire.request
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/runs?$top=3")
    assert request.headers["x-since"] == "today"
    assert request.headers["cookie"] == "session=s1"
    assert request.headers["accept"] == "application/json"


def test_absent_parameters_leave_no_trace() -> None:
    wire = Wire(httpx2.Response(200, json=[]))
    wire.client().runs.list_runs()
    assert str(wire.request.url) == f"{BASE}/runs"
    assert not {"x-since", "cookie"} & set(wire.request.headers)


def test_json_bodies() -> None:
    wire = Wire(httpx2.Response(201, json=RUN_JSON))
    assert wire.client().runs.create_run(body=Run(display_name="Nightly")) == Run(display_name="Nightly")
    assert wire.request.content == b'{"displayName":"Nightly"}'
    assert wire.request.headers["content-type"] == "application/json"


def test_a_missing_body_or_parameter_is_an_error_before_anything_is_sent() -> None:
    wire = Wire()
    runs: Any = wire.client().runs
    with pytest.raises(ValueError, match="body is required"):
        runs.create_run(body=None)
    with pytest.raises(ValueError, match="'id' is required"):
        runs.get_run(None)
    assert not wire.requests


def test_no_content_returns_none() -> None:
    wire = Wire(answer(status=204))
    runs: Any = wire.client().runs
    assert runs.delete_run("1") is None
    assert runs.get_run("1") is None


@pytest.mark.parametrize(
    "value", ["../admin", "a/b", "a?b=c", "a#b", "a%2Fb", "//evil.example", "https://evil.example/"]
)
def test_no_value_leaves_its_segment(value: str) -> None:
    wire = Wire()
    wire.client().runs.get_run(value)
    raw = wire.request.url.raw_path.decode()
    assert raw.startswith("/v1/runs/") and raw.count("/") == 3 and "?" not in raw
    assert wire.request.url.path == f"/v1/runs/{value}"
    assert wire.request.url.host == "api.example"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_dot_segments_are_refused(value: str) -> None:
    wire = Wire()
    with pytest.raises(ValueError, match="'id'"):
        wire.client().runs.get_run(value)
    assert not wire.requests


@pytest.mark.parametrize(
    ("template", "target"),
    [
        ("/flows/{id}/$ref", "/v1/flows/x%20y/$ref"),
        ("/flows('{id}')/run", "/v1/flows('x%20y')/run"),
        ("/v1.0/things:batch/{id}", "/v1/v1.0/things:batch/x%20y"),
        ("/{id}.json", "/v1/x%20y.json"),
        ("/query/{id}?action=go", "/v1/query/x%20y?action=go"),
        ("/{id}#Action=Go", "/v1/x%20y"),
        ("/{id}/{unknown}", "/v1/x%20y/%7Bunknown%7D"),
    ],
)
def test_literals_of_a_template_stay_letter_for_letter(template: str, target: str) -> None:
    wire = Wire()
    known = operation("it", "GET", template, parameters=(Parameter("id", "id", "path", lambda: str, required=True),))
    wire.client().runs.call(known, "x y")
    assert wire.request.url.raw_path.decode() == target


def test_a_url_that_is_too_long() -> None:
    wire = Wire()
    with pytest.raises(ValueError, match="too long"):
        wire.client().runs.get_run("x" * 70_000)
    assert not wire.requests


def test_a_query_in_a_template_comes_first() -> None:
    wire = Wire()
    top = Parameter("top", "top", "query", lambda: int, style="form", explode=True)
    wire.client().runs.call(operation("it", "GET", "/q?action=go", parameters=(top,)), 3)
    assert str(wire.request.url) == f"{BASE}/q?action=go&top=3"


def test_options_of_one_call() -> None:
    wire = Wire()
    options = RequestOptions(
        headers={"accept": "text/csv"}, query={"a": [1, 2], "b": None}, timeout=3.0, idempotency_key="k1"
    )
    wire.client(headers={"X-All": "1"}).runs.get_run("1", options=options)
    assert wire.request.url.query == b"a=1&a=2"
    assert wire.request.headers["accept"] == "text/csv"
    assert wire.request.headers["x-all"] == "1"
    assert wire.request.headers["idempotency-key"] == "k1"
    assert wire.request.extensions["timeout"] == {"connect": 3.0, "read": 3.0, "write": 3.0, "pool": 3.0}


def test_members_for_an_operation_without_a_body() -> None:
    with pytest.raises(ValueError, match="no body"):
        Wire().client().runs.get_run("1", options=RequestOptions(body={"beta": 1}))


@pytest.mark.parametrize("headers", [{"X-A": "1\r\nX-B: 2"}, {"X A": "1"}, {"X-A": "ü"}])
def test_headers_that_can_not_be_sent(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="X"):
        Wire().client(headers=headers)
    with pytest.raises(ValueError, match="X"):
        Wire().client().runs.get_run("1", options=RequestOptions(headers=headers))


def test_timeouts_are_always_set() -> None:
    wire = Wire()
    wire.client().runs.get_run("1")
    assert wire.request.extensions["timeout"] == {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 10.0}


def test_raw_response() -> None:
    wire = Wire(httpx2.Response(200, json=RUN_JSON, headers={"X-Request-Id": "r1"}))
    client = wire.client()
    raw = client.raw_response(client.runs.get_run, "1")
    assert isinstance(raw, RawResponse)
    assert (raw.value.display_name, raw.status, raw.request_id, raw.attempts) == ("Nightly", 200, "r1", 1)
    assert raw.http.json() == RUN_JSON
    assert copy.deepcopy(raw).value == raw.value
    assert client.runs.get_run("1") == raw.value
    with pytest.raises(TypeError, match="method"):
        client.raw_response(len, [])


def test_the_async_client_does_the_same() -> None:
    wire = Wire(httpx2.Response(200, json=RUN_JSON))

    async def calls() -> None:
        async with wire.async_client(token="t") as client:
            assert await client.runs.get_run("a/b") == Run(display_name="Nightly")
            assert (await client.raw_response(client.runs.get_run, "1")).status == 200
            assert (await client.request("GET", "/other")).value == RUN_JSON

    asyncio.run(calls())
    assert [request.url.raw_path for request in wire.requests] == [b"/v1/runs/a%2Fb", b"/v1/runs/1", b"/v1/other"]
    assert {request.headers["authorization"] for request in wire.requests} == {"Bearer t"}


def test_requests_that_no_document_describes() -> None:
    wire = Wire()
    raw = wire.client(token="t").request(
        "post", "/beta/thing?x=1", body={"a": 1}, query={"y": "2 3"}, headers={"A": "b"}
    )
    assert raw.value == RUN_JSON
    request = wire.request
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/beta/thing?x=1&y=2%203")
    assert request.content == b'{"a":1}'
    assert (request.headers["a"], request.headers["authorization"]) == ("b", "Bearer t")


@pytest.mark.parametrize(
    "path",
    [
        "thing",
        "//evil.example/x",
        "https://evil.example/x",
        "/\\evil.example",
        "/a/../b",
        "/a/%2e%2E/b",
        "/a b",
        "/a\r\nb",
        "",
    ],
)
def test_a_hand_written_path_stays_below_the_base_url(path: str) -> None:
    wire = Wire()
    with pytest.raises(ValueError, match="path"):
        wire.client(token="t").request("GET", path)
    assert not wire.requests


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/v1",
        "api.example",
        "ftp://api.example",
        "https://",
        "https://u:p@api.example",
        "https://a/?b=c",
        "https://a/#b",
    ],
)
def test_base_urls_that_are_none(url: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        Client(url)
    assert "u:p" not in str(caught.value)


@pytest.mark.parametrize("server", [None, Server("/v1"), Server("{scheme}://x")])
def test_without_a_base_url_the_first_call_says_what_to_do(server: Server | None) -> None:
    class Nowhere(BaseClient):
        _servers = (server,) if server else ()

    client = Nowhere()
    with pytest.raises(ConfigurationError, match="pass base_url"):
        Runs(client).get_run("1")


REGIONAL = Server(
    "https://{region}.api.example/{v}",
    variables=(ServerVariable("region", "eu", ("eu", "us")), ServerVariable("v", "v1")),
)


def test_server_variables() -> None:
    assert REGIONAL.fill() == "https://eu.api.example/v1"
    assert REGIONAL.fill({"region": "us", "v": "v2", "other": "x"}) == "https://us.api.example/v2"
    for wrong in ({"region": "evil.example/"}, {"v": "a/../b"}, {"v": "x@y"}):
        with pytest.raises(ValueError, match="variable"):
            REGIONAL.fill(wrong)


def test_server_variables_are_those_of_the_document_and_of_its_operations() -> None:
    wire = Wire()

    class Regional(Client):
        _servers = (REGIONAL,)
        _server_variables = ("region", "tenant", "v")

    tenants = Server("https://{tenant}.example", variables=(ServerVariable("tenant", "acme"),))
    own = operation("it", "GET", "/x", servers=(tenants,))
    http = httpx2.Client(transport=httpx2.MockTransport(wire))
    client = Regional(http_client=http, server_variables={"region": "us", "tenant": "me"})
    assert client.base_url == "https://us.api.example/v1"
    client.runs.call(own)
    client.runs.get_run("1")
    assert [request.url.host for request in wire.requests] == ["me.example", "us.api.example"]
    for wrong in ({"region": "moon"}, {"nothing": "x"}):
        with pytest.raises(ValueError, match="variable"):
            Regional(server_variables=wrong)


def test_an_operation_may_have_a_server_of_its_own() -> None:
    wire = Wire()
    known = operation("it", "GET", "/x", servers=(Server("https://uploads.example/"),))
    wire.client().runs.call(known)
    wire.client(base_url="http://localhost:1/y/").runs.call(known)
    assert [str(request.url) for request in wire.requests] == ["https://uploads.example/x", "http://localhost:1/y/x"]


def test_a_changed_copy_shares_the_connections() -> None:
    wire = Wire()
    client = wire.client(headers={"A": "1"}, token="t1")
    copy = client.with_options(headers={"B": "2"}, token="t2", timeout=1.0, base_url="https://other.example")
    copy.runs.get_run("1")
    assert wire.request.url.host == "other.example"
    assert [wire.request.headers[name] for name in ("a", "b", "authorization")] == ["1", "2", "Bearer t2"]
    copy.close()
    client.runs.get_run("1")
    assert [wire.request.headers.get(name) for name in ("a", "b", "authorization")] == ["1", None, "Bearer t1"]


def test_closing() -> None:
    client = Client()
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.runs.get_run("1")
    http = httpx2.Client()
    Client(http_client=http).close()
    assert not http.is_closed


def test_threads_share_a_client() -> None:
    wire, found = Wire(), []
    client = wire.client()
    threads = [threading.Thread(target=lambda n=n: found.append(client.runs.get_run(str(n)))) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert {request.url.path for request in wire.requests} == {f"/v1/runs/{n}" for n in range(16)}


DECODED = [
    # documented media type, type, actual media type, content, value
    ("application/json", list[int], "application/json; charset=utf-8", b"[1]", [1]),
    ("application/json", list[int], "application/vnd.x+json", b"[1]", [1]),
    ("application/vnd.x+json", list[int], "application/json", b"[1]", [1]),
    ("application/json", list[int], "text/plain", b"[1]", [1]),
    ("application/json", list[int], None, b"[1]", [1]),
    ("text/plain", str, "text/plain; charset=latin-1", "ü".encode("latin-1"), "ü"),
    ("text/plain", str, "text/plain; charset=nonsense", "ü".encode(), "ü"),
    ("text/plain", int, "text/plain", b"12", 12),
    ("text/plain", str, "text/plain", b"", ""),
    ("application/xml", str, "application/xml", b"<a/>", "<a/>"),
    ("image/*", bytes, "image/png", b"\x89", b"\x89"),
    ("*/*", bytes, "image/png", b"\x89", b"\x89"),
    ("*/*", list[int], "application/json", b"[1]", [1]),
    ("*/*", bytes, "application/json", b'"x"', b'"x"'),
]


@pytest.mark.parametrize(("documented", "kind", "actual", "content", "value"), DECODED)
def test_answers_are_decoded_by_media_type(
    documented: str, kind: Any, actual: str | None, content: bytes, value: Any
) -> None:
    known = operation("it", "GET", "/x", responses=(Response("200", (Content(documented, lambda: kind),)),))
    assert Wire(answer(content, media_type=actual)).client().runs.call(known) == value


@pytest.mark.parametrize(
    ("statuses", "actual", "expected"),
    [
        (("200", "2XX"), 200, "200"),
        (("200", "2XX"), 202, "2XX"),
        (("default",), 200, "default"),
        (("201", "default"), 200, "201"),
        (("4XX", "default"), 203, "default"),
    ],
)
def test_answers_are_matched_by_status(statuses: tuple[str, ...], actual: int, expected: str) -> None:
    class Marked(dict[str, Any]):
        pass

    contents = {status: (Content("application/json", lambda status=status: dict[str, Any]),) for status in statuses}
    known = operation("it", "GET", "/x", responses=tuple(Response(status, contents[status]) for status in statuses))
    assert Wire(httpx2.Response(actual, json={"a": 1})).client().runs.call(known) == {"a": 1}
    from specwright.runtime.answers import _success_contents

    assert _success_contents(known, actual) == contents[expected]


def test_a_documented_redirect_is_an_answer() -> None:
    known = operation("it", "GET", "/x", responses=(Response("302"),))
    client = Wire(httpx2.Response(302, headers={"Location": "https://evil.example"})).client()
    raw = client.raw_response(client.runs.call, known)
    assert (raw.value, raw.status, raw.headers["location"]) == (None, 302, "https://evil.example")


def test_redirects_are_not_followed() -> None:
    wire = Wire(httpx2.Response(302, headers={"Location": "https://evil.example"}))
    with pytest.raises(CallError, match="302"):
        wire.client(token="t").runs.get_run("1")
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        (b"", "application/json", "not JSON"),
        (b"{", "application/json", "not JSON"),
        (b"<html>", "text/html", "text/html is not documented"),
        (b"[]", "application/json", "get_run"),
        (b"\xff\xfe", "application/json", "not JSON"),
    ],
)
def test_answers_that_are_not_as_documented(content: bytes, media_type: str, text: str) -> None:
    with pytest.raises(DecodeError, match=text) as caught:
        Wire(answer(content, media_type=media_type)).client().runs.get_run("1")
    assert (caught.value.status, caught.value.content) == (200, content)
    assert caught.value.operation == "runs.get_run (GET /runs/{id})"


def test_strict_decoding_names_the_place() -> None:
    wire = Wire(httpx2.Response(200, json={"displayName": "a", "count": "many"}))
    client = wire.client(decoding="strict")
    with pytest.raises(DecodeError, match="/count") as caught:
        client.runs.get_run("1")
    assert caught.value.problems[0].pointer == "/count"
    assert client.runs.get_run("1", options=RequestOptions(decoding="tolerant")).display_name == "a"


def test_bodies_of_several_media_types() -> None:
    wire = Wire(answer(status=204))
    contents = (
        Content("application/json", lambda: Run),
        Content("text/plain", lambda: str),
        Content("application/octet-stream", lambda: bytes),
    )
    known: Operation[Any] = operation("it", "POST", "/x", body=Body(contents), responses=(Response("204"),))
    sent = []
    for body in (Run(display_name="a"), "text", b"\x00", None):
        wire.client().runs.call(known, body=body)
        sent.append((wire.request.headers.get("content-type"), wire.request.content))
    assert sent == [
        ("application/json", b'{"displayName":"a"}'),
        ("text/plain", b"text"),
        ("application/octet-stream", b"\x00"),
        (None, b""),
    ]
