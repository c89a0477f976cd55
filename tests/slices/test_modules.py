"""A module is made again when its view says something else, or when it does not stand there as it was made."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.slices.edits import save
from tests.slices.trees import clean, content, generated

from specwright import pipeline
from specwright.render.templates import Templates
from specwright.write import VIEWS

SCHEMA = {"type": "object", "properties": {"id": {"type": "string"}}}
SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {
        f"/{name}": {
            "get": {
                "operationId": f"{name}.list",
                "tags": [name],
                "description": f"All {name}.",
                "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": {"$ref": ref}}}}},
            }
        }
        for name, ref in (("pets", "#/components/schemas/Pet"), ("toys", "#/components/schemas/Toy"))
    },
    "components": {
        "schemas": {
            "Pet": {"type": "object", "properties": {"price": {"$ref": "#/components/schemas/Money"}}},
            "Toy": SCHEMA,
            "Money": SCHEMA,
        }
    },
}
OF_OPERATION = {"services/pets.py", "async_services/pets.py", "server/pets.py"}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the classes and services that were rendered since."""
    names: list[str] = []
    whole = Templates.render

    def watched(self: Templates, name: str, view: Any) -> str:
        names.append(name)
        return whole(self, name, view)

    monkeypatch.setattr(Templates, "render", watched)
    return names


def spec(folder: Path, indent: int | None = 2, **changes: Any) -> Path:
    return save({"openapi.json": {**SPEC, **changes}}, folder, indent=indent)


def changed(folder: Path, **settings: Any) -> set[str]:
    """What a run writes; what stands there afterwards is what a run from nothing makes."""
    package = generated(folder / "openapi.json", folder / "out", **settings)
    assert package.changes is not None and package.folder is not None
    assert content(package.folder) == clean(folder / "openapi.json", package.folder, folder / "clean", **settings)
    return {*package.changes.created, *package.changes.updated, *package.changes.deleted} - {
        ".specwright/manifest.json"
    }


def test_the_order_and_the_layout_of_a_document_render_nothing(tmp_path: Path, rendered: list[str]) -> None:
    generated(spec(tmp_path), tmp_path / "out")
    rendered.clear()
    generated(
        spec(tmp_path, indent=None, **dict(reversed(SPEC.items()))), tmp_path / "out", targets=frozenset({"models"})
    )
    assert rendered, "other settings"
    rendered.clear()
    generated(spec(tmp_path, indent=4, **dict(SPEC)), tmp_path / "out", targets=frozenset({"models"}))
    assert not rendered


def test_a_schema_that_is_renamed_renders_what_uses_it(tmp_path: Path, rendered: list[str]) -> None:
    generated(spec(tmp_path), tmp_path / "out")
    rendered.clear()
    text = json.dumps(SPEC).replace("Money", "Amount")
    (tmp_path / "openapi.json").write_text(text)
    generated(tmp_path / "openapi.json", tmp_path / "out")
    assert sorted(rendered) == ["models/index.py.jinja", "models/module.py.jinja", "models/module.py.jinja"]
    (tmp_path / "openapi.json").write_text(json.dumps(SPEC))
    assert changed(tmp_path) == {f"models/{name}.py" for name in ("__init__", "pet", "money", "amount")} | {
        "server/openapi.json"
    }


def test_a_description_is_written_where_it_is_shown(tmp_path: Path) -> None:
    generated(spec(tmp_path), tmp_path / "out")
    paths = json.loads(json.dumps(SPEC["paths"]).replace("All pets.", "Pets, all of them."))
    spec(tmp_path, paths=paths)
    assert changed(tmp_path) == OF_OPERATION | {"server/openapi.json"}


def test_a_schema_that_is_gone_takes_its_module_along(tmp_path: Path) -> None:
    generated(spec(tmp_path), tmp_path / "out")
    schemas = {name: schema for name, schema in SPEC["components"]["schemas"].items() if name != "Money"}
    spec(tmp_path, components={"schemas": schemas})
    assert {"models/money.py", "models/__init__.py"} < changed(tmp_path)
    assert not (tmp_path / "out/made/models/money.py").exists()


EVENTS: dict[str, Callable[[Path], object]] = {
    "a module was edited, and put back": lambda package: os.utime(package / "models/toy.py", (0, 0)),
    "a module was deleted": (lambda package: (package / "models/toy.py").unlink()),
    "the memory was lost": lambda package: (package / VIEWS).unlink(),
    "the memory is something else": lambda package: (package / VIEWS).write_text('{"key": 1}'),
    "the memory is no JSON": lambda package: (package / VIEWS).write_text("[" * 100_000),
    "the memory is damaged": lambda package: (package / VIEWS).write_text(
        (package / VIEWS).read_text().replace('"telemetry"', '"x"')
    ),
}


@pytest.mark.parametrize("event", EVENTS)
def test_a_module_is_made_again_when(event: str, tmp_path: Path, rendered: list[str]) -> None:
    made = generated(spec(tmp_path), tmp_path / "out")
    assert made.folder is not None
    EVENTS[event](made.folder)
    rendered.clear()
    spec(tmp_path, indent=4)
    changed(tmp_path)
    assert "models/module.py.jinja" in rendered


def test_an_edited_module_is_in_the_way_as_ever(tmp_path: Path) -> None:
    made = generated(spec(tmp_path), tmp_path / "out")
    assert made.folder is not None
    (made.folder / "models/toy.py").write_text("# mine\n")
    again = generated(spec(tmp_path, indent=4), tmp_path / "out")
    assert [conflict.code for conflict in again.conflicts] == ["hand-edited-file"] and again.changes is None


def test_other_settings_render_all(tmp_path: Path, rendered: list[str]) -> None:
    generated(spec(tmp_path), tmp_path / "out")
    whole = len(rendered)
    rendered.clear()
    generated(spec(tmp_path), tmp_path / "out", python="3.12")
    assert len(rendered) == whole


def test_other_templates_render_all(tmp_path: Path, rendered: list[str]) -> None:
    looks = tmp_path / "looks/models"
    looks.mkdir(parents=True)
    (looks / "lazy.py.jinja").write_text("")
    generated(spec(tmp_path), tmp_path / "out", templates=looks.parent)
    whole = len(rendered)
    rendered.clear()
    (looks / "lazy.py.jinja").write_text("# mine\n")
    generated(spec(tmp_path), tmp_path / "out", templates=looks.parent)
    assert len(rendered) == whole
    rendered.clear()
    generated(spec(tmp_path, indent=4), tmp_path / "out", templates=looks.parent)
    assert not rendered


def test_a_document_that_an_older_one_replaces_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pipeline.generate

    def replaced(*arguments: Any, **options: Any) -> Any:
        package = whole(*arguments, **options)
        spec(tmp_path, info={"title": "Another shop", "version": "1"})
        return package

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "generate", replaced)
        generated(spec(tmp_path), tmp_path / "out")
    assert changed(tmp_path)
