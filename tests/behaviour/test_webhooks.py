"""What a service sends, received by the generated stubs under uvicorn; and decoded without them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from tests.behaviour.serving import serving

import specwright

CASES = Path(__file__).parents[1] / "cases"
DELIVERY = "1f0f7a0c-6d2e-4b35-8a7e-2f4d3a1c9b10"
SIGNED = {"X-Signature": "right", "X-Delivery": DELIVERY}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ModuleType]]:
    """The packages of the cases `webhooks` and `callbacks`."""
    folder = tmp_path_factory.mktemp("received")
    names = {case: f"received_{case}" for case in ("webhooks", "callbacks")}
    for case, name in names.items():
        assert specwright.generate(CASES / case / "spec.yaml", output=folder, package=name).changes is not None
    sys.path.insert(0, str(folder))
    yield {case: importlib.import_module(name) for case, name in names.items()}
    sys.path.remove(str(folder))


def part(package: ModuleType, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.{name}")


def served(app: Any) -> Iterator[httpx2.Client]:
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        yield client


@pytest.fixture(scope="module")
def seen() -> list[Any]:
    return []


@pytest.fixture(scope="module")
def webhooks(packages: dict[str, ModuleType], seen: list[Any]) -> Iterator[httpx2.Client]:
    package = packages["webhooks"]
    stubs, described = part(package, "webhooks"), part(package, "operations.incoming_webhooks")

    class Receiver(stubs.UnimplementedIncomingWebhooks):
        async def parcel_delivered(self, *, x_delivery: Any, body: Any) -> None:
            seen.append((stubs.principal(), str(x_delivery), body))

        def address(self, *, street: str | None = None) -> Any:
            return package.models.AddressResponse(right=street == "Elm")

    app = stubs.create_webhooks_app(
        incoming_webhooks=Receiver(),
        paths={described.ADDRESS: "/is/{it}/right"},
        security={
            "signature": lambda request, _scopes: request.headers.get("X-Signature") == "right" and "the service"
        },
    )
    yield from served(app)


def test_a_webhook_arrives_as_its_model(
    packages: dict[str, ModuleType], webhooks: httpx2.Client, seen: list[Any]
) -> None:
    answer = webhooks.post("/parcel.delivered", json={"id": "p1", "weight": 2.5}, headers=SIGNED)
    assert (answer.status_code, answer.content) == (204, b"")
    assert seen.pop() == ("the service", DELIVERY, packages["webhooks"].models.Parcel(id="p1", weight=2.5))


def test_an_answer_is_typed_and_a_path_is_where_the_user_wants_it(webhooks: httpx2.Client) -> None:
    answer = webhooks.get("/is/it/right", params={"street": "Elm"})
    assert (answer.status_code, answer.json()) == (200, {"right": True})
    assert webhooks.get("/address").status_code == 405  # where the other method of that webhook stays


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "pointer"),
    [
        ("POST", "/parcel.delivered", SIGNED, {"weight": 1}, 422, "#/id"),
        ("POST", "/parcel.delivered", SIGNED, {"id": "p1", "weight": "much"}, 422, "#/weight"),
        ("POST", "/parcel.delivered", {"X-Signature": "right"}, {"id": "p1"}, 422, None),
        ("POST", "/parcel.delivered", {"X-Delivery": DELIVERY}, {"id": "p1"}, 401, None),
        ("POST", "/parcel%2Freturned", {}, {"parcel": {"id": "p1"}, "reason": "unknown"}, 501, None),
        ("POST", "/parcel/lost", {}, {}, 404, None),
        ("PUT", "/parcel.delivered", SIGNED, {}, 405, None),
    ],
)
def test_what_can_not_be_received_is_a_problem(
    webhooks: httpx2.Client, seen: list[Any], method: str, path: str, headers: Any, body: Any, status: int, pointer: Any
) -> None:
    answer = webhooks.request(method, path, json=body, headers=headers)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert pointer is None or pointer in [error.get("pointer") for error in problem["errors"]]
    assert seen == []


def test_the_sender_is_challenged_by_its_own_scheme_not_by_the_documents(webhooks: httpx2.Client) -> None:
    answer = webhooks.post("/parcel.delivered", json={"id": "p1"}, headers={"X-Delivery": DELIVERY})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "ApiKey")
    assert webhooks.delete("/address").status_code == 501  # asks for nothing, though callers of the service must


def test_a_tolerant_receiver_keeps_what_it_does_not_know(packages: dict[str, ModuleType]) -> None:
    stubs = part(packages["webhooks"], "webhooks")
    kept: list[Any] = []

    class Receiver(stubs.UnimplementedIncomingWebhooks):
        def parcel_returned(self, *, body: Any = None) -> None:
            kept.append(body.reason)

    sent = {"parcel": {"id": "p1"}, "reason": "burnt"}
    for decoding, status in (("strict", 422), ("tolerant", 204)):
        for client in served(stubs.create_webhooks_app(incoming_webhooks=Receiver(), decoding=decoding)):
            assert client.post("/parcel%2Freturned", json=sent).status_code == status
    assert kept == ["burnt"]


def test_callbacks_arrive_at_the_receiver_of_their_operation(packages: dict[str, ModuleType]) -> None:
    package = packages["callbacks"]
    stubs = part(package, "webhooks")

    class Streams(stubs.UnimplementedOpenStreamCallbacks):
        def on_data(self, *, body: Any) -> Any:
            return package.models.OnDataAcceptedResponse(pause=3) if body.value is None else stubs.Reply(status=204)

    class Imports(stubs.UnimplementedImportsPostCallbacks):
        def lines(self, *, body: str | None = None) -> None:
            assert body == "one\ntwo"

    app = stubs.create_webhooks_app(open_stream_callbacks=Streams(), imports_post_callbacks=Imports())
    for client in served(app):
        paused = client.post("/open_stream_callbacks/on_data", json={"at": "2026-01-02T03:04:05Z", "value": None})
        assert (paused.status_code, paused.json()) == (202, {"pause": 3})
        ended = client.post("/open_stream_callbacks/on_data", json={"at": "2026-01-02T03:04:05Z", "value": 1})
        assert ended.status_code == 204
        assert client.post("/open_stream_callbacks/on_data", json={"at": "soon"}).status_code == 422
        text = client.post("/imports_post_callbacks/lines", content="one\ntwo", headers={"Content-Type": "text/plain"})
        assert text.status_code == 200
        assert client.put("/imports_post_callbacks/ended", json={"reason": "done"}).status_code == 501


def test_bodies_are_decoded_without_the_stubs(packages: dict[str, ModuleType]) -> None:
    models = packages["webhooks"].models
    delivered, returned, address, _ = part(packages["webhooks"], "operations.incoming_webhooks").OPERATIONS
    assert delivered.decode(b'{"id": "p1"}', {"content-type": "application/json"}) == models.Parcel(id="p1")
    assert returned.decode(b"") is None
    assert returned.decode(b'{"parcel": {"id": "p1"}, "reason": "burnt"}').reason == "burnt"
    assert address.decode(b"") is None
    with pytest.raises(ValueError, match="/id"):
        delivered.decode(b"{}", decoding="strict")
    with pytest.raises(ValueError, match="not JSON"):
        delivered.decode(b"")
    with pytest.raises(ValueError, match="image/png"):
        delivered.decode(b"", {"Content-Type": "image/png"})


def test_bodies_of_other_media_types_are_decoded_too(packages: dict[str, ModuleType]) -> None:
    described = part(packages["callbacks"], "operations.imports_post_callbacks")
    assert described.LINES.decode("zwölf".encode(), {"Content-Type": "text/plain; charset=utf-8"}) == "zwölf"
    assert described.LINES_POST.decode(b"line=12").line == 12


def test_paths_are_of_webhooks_and_begin_with_a_slash(packages: dict[str, ModuleType]) -> None:
    create = part(packages["webhooks"], "webhooks").create_webhooks_app
    (*_, mine) = packages["webhooks"].WEBHOOKS
    (*_, other) = packages["callbacks"].WEBHOOKS
    for paths in ({mine: "address"}, {other: "/address"}):
        with pytest.raises(ValueError, match="can't be received"):
            create(paths=paths)


def test_the_operations_of_the_api_are_without_them(packages: dict[str, ModuleType]) -> None:
    assert [operation.name for operation in packages["webhooks"].OPERATIONS] == ["get_parcel"]
    assert len(packages["callbacks"].WEBHOOKS) == 5
