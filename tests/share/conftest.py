"""A project whose document is split, with an overlay, templates, and choices that the configuration has in vain."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from specwright import pipeline
from specwright.write import OWN

CONFIGURATION = """
[[generate]]
spec = "specs/openapi.json"
output = "out"
package = "shop"
overlays = ["decisions.yaml"]
templates = "looks"
targets = ["models"]
ref-root = "."
names = { "GET /cats" = "cats" }
"""
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/pets": {"get": {"responses": {"200": {"$ref": "../common/answers.json#/Pets"}}}}},
    "components": {"schemas": {"Pet": {"$ref": "gone.json"}, "Toy": {"type": "object"}}},
}
ANSWERS = {"Pets": {"description": "Pets.", "content": {"application/json": {"schema": {"$ref": "link.json"}}}}}
OVERLAY = """\
overlay: 1.1.0
info: {title: Decisions, version: 1.0.0}
actions:
- target: $.paths['/pets'].get
  update: {operationId: listPets}
"""


def write_project(folder: Path) -> Path:
    """The project in `folder`, written a while before."""
    for name in ("specs", "common", "looks/models"):
        (folder / name).mkdir(parents=True)
    (folder / "specwright.toml").write_text(CONFIGURATION)
    (folder / "decisions.yaml").write_text(OVERLAY)
    (folder / "looks/models/spare.jinja").write_text("")
    (folder / "specs/openapi.json").write_text(json.dumps(SPEC))
    (folder / "common/answers.json").write_text(json.dumps(ANSWERS))
    (folder / "common/pet.json").write_text('{"title": "Animal", "type": "object"}')
    (folder / "common/toy.json").write_text('{"title": "Thing", "type": "object"}')
    (folder / "common/link.json").symlink_to("pet.json")
    settle(folder)
    return folder


SMALL = """\
openapi: 3.1.0
info: {{title: People, version: '1'}}
paths:
  /{name}:
    get: {{operationId: list, responses: {{'200': {{description: All, content: {{application/json: {{schema: {schema}}}}}}}}}}}
components: {{schemas: {{Thing: {{type: object, properties: {{{name}: {{type: string}}}}}}}}}}
"""
WITHIN = "{$ref: '#/components/schemas/Thing'}"
OTHERS = "{$ref: '../common/shapes.yaml#/Shape'}"


def documents(folder: Path) -> None:
    """Small documents: two that are whole, one deeper down, one whose schemas are in other files, and one that is broken."""
    for place, schema in (("people", WITHIN), ("billing", WITHIN), ("deep/down/api", WITHIN), ("split", OTHERS)):
        (folder / place).mkdir(parents=True)
        (folder / place / "openapi.yaml").write_text(SMALL.format(name=place.rpartition("/")[2], schema=schema))
    (folder / "broken").mkdir()
    (folder / "broken/openapi.yaml").write_text("{")
    (folder / "common").mkdir()
    (folder / "common/shapes.yaml").write_text("Shape: {type: array, items: {$ref: more/point.json}}\n")
    (folder / "common/more").mkdir()
    (folder / "common/point.json").write_text('{"title": "Point", "type": "object"}')
    (folder / "common/more/point.json").symlink_to("../point.json")


def settle(folder: Path) -> None:
    """What was written just now could be written again within the same tick of the clock, and is not trusted."""
    for file in folder.rglob("*"):
        if file.is_file() and "out" not in file.parts:
            os.utime(file, (0, time.time() - 10))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of packages; their memories, which are of one machine, left out."""
    own = {Path(path).name for path in OWN}
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in own)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_project(tmp_path / "project"))
    return tmp_path / "project"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """An item for each time that the pipeline was asked for a package."""
    times: list[bool] = []
    whole = pipeline.generate

    def watched(*arguments: object, **options: object) -> object:
        times.append(True)
        return whole(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "generate", watched)
    return times
