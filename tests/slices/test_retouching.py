"""Other words in a document: only what shows them is generated, and put into what stands there."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.slices.edits import save
from tests.slices.trees import clean, content, generated

from specwright import pipeline
from specwright.select import Filter

OBJECT = {
    "type": "object",
    "description": "Something.",
    "properties": {"id": {"type": "string", "description": "Its id."}},
}


def responses(ref: str) -> dict[str, Any]:
    return {"200": {"description": "What was asked for.", "content": {"application/json": {"schema": {"$ref": ref}}}}}


SPEC: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1", "description": "A shop."},
    "tags": [{"name": "pets", "description": "Animals."}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "pets.list",
                "tags": ["pets"],
                "summary": "List pets",
                "description": "All pets.",
                "parameters": [
                    {"name": "kind", "in": "query", "description": "Which.", "schema": {"type": "string"}},
                    {"$ref": "#/components/parameters/Limit"},
                ],
                "responses": responses("#/components/schemas/Pet"),
            },
            "post": {
                "tags": ["pets"],
                "requestBody": {
                    "description": "A pet.",
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "description": "Inline.",
                                "properties": {
                                    "name": {
                                        "type": "string",
                                        "description": "A name.",
                                        "example": {"description": "x"},
                                    }
                                },
                            }
                        }
                    },
                },
                "responses": {"204": {"description": "Done."}},
            },
        },
        "/toys": {
            "get": {"tags": ["toys"], "description": "All toys.", "responses": responses("#/components/schemas/Toy")}
        },
    },
    "x-webhooks": {"sold": {"post": {"description": "It is sold.", "responses": {"200": {"description": "OK"}}}}},
    "components": {
        "parameters": {
            "Limit": {"name": "limit", "in": "query", "description": "How many.", "schema": {"type": "integer"}}
        },
        "schemas": {
            "Pet": {**OBJECT, "description": "A pet.", "properties": {"toy": {"$ref": "#/components/schemas/Toy"}}},
            "Toy": {**OBJECT, "description": "A toy."},
            "Both": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Toy"}]},
            "Odd": {"oneOf": [OBJECT, {"type": "string"}], "discriminator": {"propertyName": "id"}},
        },
    },
}
SPEC = json.loads(json.dumps(SPEC))  # no two places are one object
HOSTILE = 'Ends """ here \\ and "there" \\n.\n\n    def list(self) -> None:\n\nÜnïcödé \x07 {{ x }} ' + "long " * 40
SERVICES = {"services/pets.py", "async_services/pets.py", "server/pets.py", "server/openapi.json"}
MANIFEST = ".specwright/manifest.json"


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Grows with each run of the whole pipeline."""
    runs: list[bool] = []
    generate = pipeline.generate

    def watched(*arguments: Any, **options: Any) -> Any:
        runs.append("standing" in options)
        return generate(*arguments, **options)

    monkeypatch.setattr(pipeline, "generate", watched)
    yield runs


def at(tree: Any, *steps: Any) -> Any:
    for step in steps:
        tree = tree[step]
    return tree


def retouched(
    folder: Path, spec: Any, *steps: Any, word: str = HOSTILE, indent: int | None = 2, **settings: Any
) -> set[str]:
    """What a run writes when the words at a place of a document are others; they are the bytes of a run from nothing."""
    package = generated(save({"openapi.json": spec}, folder, indent=indent), folder / "out", **settings).folder
    after = copy.deepcopy(spec)
    at(after, *steps[:-1])[steps[-1]] = word
    file = save({"openapi.json": after}, folder, indent=indent)
    expected = clean(file, package, folder / "clean", **settings)
    made = generated(file, folder / "out", **settings)
    assert content(package) == expected and made.changes is not None and not made.conflicts
    return {*made.changes.created, *made.changes.updated, *made.changes.deleted} - {MANIFEST}


GET, POST, SCHEMAS = ("paths", "/pets", "get"), ("paths", "/pets", "post"), ("components", "schemas")
INLINE = (*POST, "requestBody", "content", "application/json", "schema")
WORDS: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "a description of an operation": ((*GET, "description"), SERVICES),
    "a summary of an operation": ((*GET, "summary"), SERVICES),
    "of a parameter": ((*GET, "parameters", 0, "description"), SERVICES),
    "of a response": ((*GET, "responses", "200", "description"), SERVICES),
    "of a body": ((*POST, "requestBody", "description"), SERVICES),
    "of an inline schema": ((*INLINE, "description"), {"models/post_request.py", "server/openapi.json"}),
    "of a property": (
        (*INLINE, "properties", "name", "description"),
        {"models/post_request.py", "server/openapi.json"},
    ),
    "of a schema": ((*SCHEMAS, "Pet", "description"), {"models/pet.py", "server/openapi.json"}),
    "of a schema that others are made of": (
        (*SCHEMAS, "Toy", "properties", "id", "description"),
        {"models/toy.py", "models/both.py", "server/openapi.json"},
    ),
    "of a shared parameter": (("components", "parameters", "Limit", "description"), SERVICES),
    "of the whole": (("info", "description"), {"__init__.py", "client.py", "server/openapi.json"}),
    "of a webhook": (("x-webhooks", "sold", "post", "description"), {"webhooks/webhooks.py", "server/openapi.json"}),
}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("words", WORDS)
def test_words_are_written_where_they_are_shown(
    words: str, indent: int | None, tmp_path: Path, whole: list[bool]
) -> None:
    steps, shown = WORDS[words]
    spec = copy.deepcopy(SPEC)
    if indent is None:  # nothing is said of a document that is one line
        del spec["components"]["schemas"]["Odd"]
    assert retouched(tmp_path, spec, *steps, indent=indent) == shown
    assert whole == [True, False], "one run, and the one from nothing"


BEYOND: dict[str, tuple[Any, ...]] = {
    "a title": ("info", "title"),
    "a version": ("info", "version"),
    "a description of a tag": ("tags", 0, "description"),
    "an operationId": (*GET, "operationId"),
    "an example": (*INLINE, "properties", "name", "example", "description"),
    "a type": (*SCHEMAS, "Toy", "properties", "id", "type"),
}


@pytest.mark.parametrize("change", BEYOND)
def test_anything_else_is_made_from_the_whole(change: str, tmp_path: Path, whole: list[bool]) -> None:
    retouched(tmp_path, SPEC, *BEYOND[change], word="integer")
    assert whole == [True, False, True]


SETTINGS: dict[str, dict[str, Any]] = {
    "a distribution": {"meta": "pyproject"},
    "no server": {"targets": frozenset({"models", "client"}), "client": "async"},
    "included": {"include": Filter(paths=("/pets*",))},
    "excluded": {"exclude": Filter(paths=("/pets*",))},
    "named": {"names": {"GET /pets": "find"}},
}


@pytest.mark.parametrize("chosen", SETTINGS)
def test_settings_hold_for_the_excerpt_too(chosen: str, tmp_path: Path, whole: list[bool]) -> None:
    settings = SETTINGS[chosen]
    assert retouched(tmp_path, SPEC, *GET, "description", **settings) == clean_difference(tmp_path, settings)
    assert whole[:2] == [True, False]


def clean_difference(folder: Path, settings: dict[str, Any]) -> set[str]:
    before = clean(save({"openapi.json": SPEC}, folder), folder / "out/made", folder / "clean", **settings)
    after = content(folder / "out/made")
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} - {MANIFEST}


def test_what_was_said_moves_with_its_lines(tmp_path: Path) -> None:
    file = save({"openapi.json": SPEC}, tmp_path)
    (before,) = generated(file, tmp_path / "out").diagnostics
    text = file.read_text()
    file.write_text(text.replace('"description": "All pets."', '"description":\n\n  "Each and every pet."'))
    os.utime(file, (0, 5))
    (after,) = generated(file, tmp_path / "out").diagnostics
    assert before.span and after.span and after.span.line == before.span.line + 2
    assert json.loads((tmp_path / "out/made/server/openapi.json").read_text())["paths"]["/pets"]["get"][
        "description"
    ] == ("Each and every pet.")
    assert generated(file, tmp_path / "out").diagnostics == (after,)


@pytest.mark.parametrize("aside", [0, 1000, 1 << 20])
def test_several_changes_one_after_the_other(
    aside: int, tmp_path: Path, whole: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the text is stored anew after each of them, now and then, or never."""
    monkeypatch.setattr("specwright.slices.texts._ASIDE", aside)
    spec = copy.deepcopy(SPEC)
    package = generated(save({"openapi.json": spec}, tmp_path), tmp_path / "out").folder
    for number, (steps, _) in enumerate(WORDS.values()):
        at(spec, *steps[:-1])[steps[-1]] = f"Words {number}. " * (number + 1)
        generated(save({"openapi.json": spec}, tmp_path), tmp_path / "out")
    assert whole == [True]
    assert content(package) == clean(tmp_path / "openapi.json", package, tmp_path / "clean")


EVENTS: dict[str, Callable[[Path], object]] = {
    "the text was lost": lambda package: (package / ".specwright/document.json").unlink(),
    "the text is another one": lambda package: (package / ".specwright/document.json").write_text("{}"),
    "the words were lost": lambda package: (package / ".specwright/words.json").unlink(),
    "the words are no JSON": lambda package: (package / ".specwright/words.json").write_text("{"),
    "a module was touched": lambda package: os.utime(package / "services/pets.py", (0, 0)),
}


@pytest.mark.parametrize("event", EVENTS)
def test_without_its_memory_it_runs_as_a_whole(event: str, tmp_path: Path, whole: list[bool]) -> None:
    package = generated(save({"openapi.json": SPEC}, tmp_path), tmp_path / "out").folder
    assert package is not None
    EVENTS[event](package)
    spec = json.loads(json.dumps(SPEC).replace("All pets.", "Every pet."))
    generated(save({"openapi.json": spec}, tmp_path), tmp_path / "out")
    assert len(whole) == 2
    assert content(package) == clean(tmp_path / "openapi.json", package, tmp_path / "clean")


@pytest.mark.parametrize("lost", [None, "{", "[]", '{"stamp": 1}'])
def test_units_are_found_again(lost: str | None, tmp_path: Path, whole: list[bool]) -> None:
    package = generated(save({"openapi.json": SPEC}, tmp_path), tmp_path / "out").folder
    for words in ("Every pet.", "Each pet."):
        generated(
            save({"openapi.json": json.loads(json.dumps(SPEC).replace("All pets.", words))}, tmp_path), tmp_path / "out"
        )
        units = tmp_path / "out/made/.specwright/units.json"
        units.unlink() if lost is None else units.write_text(lost)
    assert whole == [True]
    assert content(package) == clean(tmp_path / "openapi.json", package, tmp_path / "clean")


def test_a_document_of_20_has_units_too(tmp_path: Path, whole: list[bool]) -> None:
    spec = {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/pets": {
                "post": {
                    "description": "A pet.",
                    "parameters": [{"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Pet"}}],
                    "responses": {"200": {"description": "OK", "schema": {"$ref": "#/definitions/Pet"}}},
                }
            }
        },
        "definitions": {"Pet": OBJECT},
    }
    assert "server/pets.py" in retouched(tmp_path, spec, "paths", "/pets", "post", "description")
    assert whole == [True, False]


def test_a_text_in_two_operations_at_once_is_made_from_the_whole(tmp_path: Path, whole: list[bool]) -> None:
    generated(save({"openapi.json": SPEC}, tmp_path), tmp_path / "out")
    spec = json.loads(json.dumps(SPEC).replace("All ", "Every one of the "))
    made = generated(save({"openapi.json": spec}, tmp_path), tmp_path / "out")
    assert len(whole) == 2 and made.changes and made.changes.updated


LIMIT, SHARED = "#/components/parameters/Limit", "https://shop.example/limits"
WRITTEN: dict[str, tuple[tuple[str, ...], str, str]] = {
    "a slash": (("parameters", "Limit"), LIMIT, LIMIT.replace("/", "\\u002f", 1)),
    "a slash in a URI": (("parameters", "Limit"), LIMIT, "openapi.json" + LIMIT.replace("/", "%2F", 1)),
    "a keyword": (("schemas", "Limits", "properties", "most"), '"$id"', '"$\\u0069d"'),
}


@pytest.mark.parametrize("odd", WRITTEN)
def test_who_refers_is_seen_however_it_is_written(odd: str, tmp_path: Path) -> None:
    steps, plain, escaped = WRITTEN[odd]
    spec, ref = copy.deepcopy(SPEC) | {"openapi": "3.1.0"}, f"{SHARED}#/properties/most"
    spec["paths"]["/pets"]["get"]["parameters"].append({"name": "most", "in": "query", "schema": {"$ref": ref}})
    spec["components"]["schemas"]["Limits"] = {"$id": SHARED, "properties": {"most": {"type": "integer"}}}
    file, package = tmp_path / "openapi.json", None
    for moment, words in enumerate(("How many.", "How many?")):
        at(spec["components"], *steps)["description"] = words
        file.write_text(json.dumps(spec, indent=2).replace(plain, escaped))
        os.utime(file, (0, moment))
        package = generated(file, tmp_path / "out").folder
    assert content(package) == clean(file, package, tmp_path / "clean")
