"""A project whose document is split, with an overlay, templates, and choices that the configuration has in vain."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from specwright import pipeline

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


def settle(folder: Path) -> None:
    """What was written just now could be written again within the same tick of the clock, and is not trusted."""
    for file in folder.rglob("*"):
        if file.is_file() and "out" not in file.parts:
            os.utime(file, (0, time.time() - 10))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a package; its memory, which is of one machine, left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("state.json", ".gitignore"))
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
