"""What is received from a service: where it is found, what it is called, and what is said where nothing can be made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import NameChoice, lower
from specwright.lower.api import Api

DONE = {"post": {"responses": {"204": {"description": "Received."}}}}
CALLED = {"post": {"responses": {}, "callbacks": {"done": {"{$request.body#/url}": DONE}}}}


def lowered(folder: Path, **parts: Any) -> tuple[Api, Sink]:
    sink, options = Sink(), {key: parts.pop(key) for key in ("lock", "own_names") if key in parts}
    tree = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **parts}
    (folder / "spec.json").write_text(json.dumps(tree))
    document = read(folder / "spec.json", sink=sink, name="spec.json")
    assert document is not None
    return lower(document, sink=sink, **options), sink


def received(api: Api) -> Mapping[str, Iterable[str]]:
    return {group.name: [operation.name for operation in group.operations] for group in api.webhooks}


def test_older_documents_have_them_under_an_extension(tmp_path: Path) -> None:
    api, _ = lowered(tmp_path, openapi="3.0.3", **{"x-webhooks": {"done": DONE}})
    assert received(api) == {"webhooks": ["done"]}
    api, _ = lowered(tmp_path, webhooks={"new": DONE}, **{"x-webhooks": {"old": DONE}})
    assert received(api) == {"webhooks": ["new"]}


def test_names_that_clash_are_told_apart_by_operation_id_then_by_method(tmp_path: Path) -> None:
    named = {"post": {**DONE["post"], "operationId": "petGone"}}
    api, _ = lowered(tmp_path, webhooks={"pet-done": {**DONE, "put": DONE["post"]}, "petDone": named, "🐶": DONE})
    assert received(api) == {"webhooks": ["pet_done", "pet_done_put", "pet_gone", "dog_face"]}
    assert not api.numbered


def test_a_name_that_was_given_stays_when_a_service_comes_that_wants_it(tmp_path: Path) -> None:
    first, _ = lowered(tmp_path, webhooks={"done": DONE})
    tagged = {"/hooks": {"get": {"tags": ["webhooks"], "responses": {}}}}
    both, _ = lowered(tmp_path, webhooks={"done": DONE}, paths=tagged, lock=first.names)
    assert ([*received(both)], [service.name for service in both.services]) == (["webhooks"], ["webhooks_service"])
    anew, _ = lowered(tmp_path, webhooks={"done": DONE}, paths=tagged)
    assert ([*received(anew)], [service.name for service in anew.services]) == (["incoming_webhooks"], ["webhooks"])


def test_groups_have_classes_of_their_own(tmp_path: Path) -> None:
    paths = {f"/{name}": {"post": {**CALLED["post"], "operationId": name}} for name in ("a1b", "a_1b")}
    api, _ = lowered(tmp_path, paths=paths)
    assert {group.name: group.class_name for group in api.webhooks} == {
        "a1b_callbacks": "A1bCallbacks",
        "a_1b_callbacks": "A1bCallbacksService",
    }


def test_names_may_be_the_users_own(tmp_path: Path) -> None:
    choices = {
        "POST /jobs": "start",
        "#/webhooks": "hooks",
        "POST done": "finished",
        "#/paths/~1jobs/post/callbacks": "told",
    }
    own = tuple(NameChoice(key=key, name=name) for key, name in choices.items())
    api, sink = lowered(tmp_path, paths={"/jobs": CALLED}, webhooks={"done": DONE}, own_names=own)
    assert received(api) == {"hooks": ["finished"], "told": ["done"]}
    assert [service.operations[0].name for service in api.services] == ["start"]
    assert not list(sink)


def test_what_can_not_be_generated_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    api, sink = lowered(
        tmp_path,
        paths={
            "/jobs": {"post": {"responses": {}, "callbacks": {"done": {"{$url}": {"post": 1, "put": DONE["post"]}}}}}
        },
        webhooks={"odd": {"post": "no"}, "nested": CALLED, "x-more": DONE, "none": None, "done": DONE},
    )
    assert received(api) == {"webhooks": ["nested", "done"], "jobs_post_callbacks": ["done"]}
    assert [(found.code, found.pointer) for found in sink] == [
        ("operation-skipped", "/webhooks/odd/post"),
        ("callback-skipped", "/webhooks/nested/post/callbacks"),
        ("operation-skipped", "/paths/~1jobs/post/callbacks/done/{$url}/post"),
    ]
    assert 'skip = ["POST odd"]' in next(iter(sink)).message


def test_the_documents_own_security_is_not_asked_of_the_service(tmp_path: Path) -> None:
    scheme = {"type": "http", "scheme": "bearer"}
    asking = {"post": {"responses": {}, "security": [{"token": []}]}}
    api, _ = lowered(
        tmp_path,
        security=[{"token": []}],
        paths={"/jobs": {"get": {"responses": {}}}},
        webhooks={"free": DONE, "asking": asking},
        components={"securitySchemes": {"token": scheme}},
    )
    asked = {operation.name: operation.security for group in api.webhooks for operation in group.operations}
    assert asked == {"free": (), "asking": ((("token", ()),),)}
    assert api.services[0].operations[0].security == asked["asking"]
