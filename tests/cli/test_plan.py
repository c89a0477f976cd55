"""`specwright plan` tells what `specwright generate` makes, of what, without making it."""

from __future__ import annotations

import importlib.resources
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.cli.conftest import Run

from specwright.write import OWN

SCHEMA = json.loads(importlib.resources.files("specwright").joinpath("plan.schema.json").read_text("utf-8"))
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/pets": {"get": {"tags": ["pets"], "responses": {"200": {"$ref": "answers.json#/Pets"}}}}},
    "components": {"schemas": {"Pet": {"$ref": "gone.json"}, "Toy": {"type": "object"}}},
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")


def write_project(folder: Path) -> None:
    (folder / "looks/models").mkdir(parents=True)
    (folder / "looks/models/spare.jinja").write_text("")
    (folder / "openapi.json").write_text(json.dumps(SPEC))
    (folder / "answers.json").write_text('{"Pets": {"description": "Pets."}}')
    (folder / "specwright.toml").write_text(
        '[[generate]]\nspec = "openapi.json"\noutput = "out"\ntemplates = "looks"\n'
    )


def planned(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("plan", "--json", *arguments)
    assert ran.code == 0
    plan = json.loads(ran.out)
    jsonschema_rs.validator_for(SCHEMA).validate(plan)
    (package,) = plan["packages"]
    return dict(package)


def keys(plan: dict[str, Any]) -> dict[str, str]:
    return {one["path"]: one["key"] for one in plan["outputs"]}


def test_it_names_what_generate_writes_and_reads(run: Run) -> None:
    plan = planned(run)
    assert (plan["package"], plan["folder"], plan["spec"]) == ("shop", "out/shop", "openapi.json")
    inputs = {one["path"]: one["digest"] for one in plan["inputs"]}
    assert list(inputs) == ["answers.json", "gone.json", "looks/models/spare.jinja", "openapi.json"]
    assert inputs["gone.json"] is None and None not in (inputs["openapi.json"], inputs["answers.json"])
    assert not Path("out").exists()
    assert run("generate").code == 0
    written = {path.as_posix() for path in Path("out").rglob("*") if path.is_file()}
    own = {Path(path).name for path in OWN}
    assert list(keys(plan)) == sorted(path for path in written if Path(path).name not in own)


def test_a_change_shows_in_what_depends_on_it(run: Run) -> None:
    before = keys(planned(run))
    content = {"application/json": {"schema": {"type": "integer"}}}
    Path("answers.json").write_text(json.dumps({"Pets": {"description": "Pets.", "content": content}}))
    after = keys(planned(run))
    changed = {path.removeprefix("out/shop/") for path in before if before[path] != after[path]}
    assert changed >= {"services/pets.py", "server/openapi.json", ".specwright/manifest.json"}
    assert not {"models/toy.py", "client.py", "__init__.py"} & changed
    Path("looks/models/spare.jinja").write_text("{{ other }}")
    again = keys(planned(run))
    assert after["out/shop/models/toy.py"] != again["out/shop/models/toy.py"]
    assert after["out/shop/_runtime/client.py"] == again["out/shop/_runtime/client.py"]


def test_it_is_the_same_in_another_checkout(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = run("plan", "--json")
    write_project(tmp_path / "far/away")
    monkeypatch.chdir(tmp_path / "far/away")
    assert run("plan", "--json") == here and run("plan", "--json") == here


def test_people_read_lines(run: Run) -> None:
    ran = run("plan")
    plan = planned(run)
    assert ran.out.splitlines()[0] == "out/shop (from openapi.json)"
    assert f"  {keys(plan)['out/shop/client.py'][:12]} > out/shop/client.py" in ran.out.splitlines()
    assert "  not there    < gone.json" in ran.out.splitlines()
    assert "ref-unresolved" in ran.err and "ref-unresolved" not in ran.out


def test_arguments_and_documents_that_cannot_be_used(run: Run) -> None:
    assert list(keys(planned(run, "openapi.json", "--package", "other", "--target", "models")))[-1].startswith("other/")
    shutil.copy("openapi.json", "broken.json")
    Path("broken.json").write_text("{")
    ran = run("plan", "--json", "openapi.json", "broken.json")
    assert ran.code == 1 and "broken.json:1:" in ran.err
    assert [one["package"] for one in json.loads(ran.out)["packages"]] == ["openapi"]
    assert run("plan", "nothing.json").code == 2
