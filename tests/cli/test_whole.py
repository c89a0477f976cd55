"""The command on real documents, every stage included."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.cli.conftest import Run

import specwright
from specwright.config import PRESETS

SUMMARY = json.loads(resources.files("specwright").joinpath("summary.schema.json").read_text("utf-8"))

SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pet shop", "version": "1"},
    "servers": [{"url": "https://pets.example"}],
    "paths": {
        "/pets/{id}": {
            "get": {
                "operationId": "showPet",
                "tags": ["pets"],
                "summary": "Show a pet",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "The pet.",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    }
                },
            }
        }
    },
    "components": {"schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}},
}


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("openapi.json").write_text(json.dumps(SPEC, indent=2))
    return Path("openapi.json")


def test_init_generate_check(spec: Path, run: Run) -> None:
    assert run("init", "openapi.json").code == 0
    assert tomllib.loads(Path("specwright.toml").read_text())["generate"] == [
        {"spec": "openapi.json", "output": "generated", "package": "pet_shop"}
    ]
    assert run("generate").code == 0
    assert (run("check").code, run("check").out) == (0, "")
    script = "import pet_shop; print(*[f'{o.method} {o.path}' for o in pet_shop.OPERATIONS], *pet_shop.MODELS)"
    said = subprocess.run([sys.executable, "-c", script], cwd="generated", capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["GET", "/pets/{id}", "/components/schemas/Pet"]
    SPEC_2 = {**SPEC, "components": {"schemas": {**SPEC["components"]["schemas"], "Owner": {"type": "object"}}}}
    spec.write_text(json.dumps(SPEC_2))
    ran = run("check")
    assert ran.code == 1 and "b/generated/pet_shop/models/owner.py" in ran.out


def test_the_report_counts_what_was_made(spec: Path, run: Run) -> None:
    broken = {**SPEC, "paths": {**SPEC["paths"], "/toys": {"get": "a toy"}}}
    spec.write_text(json.dumps(broken))
    done = run("generate", "openapi.json", "--report", "json", "--fail-on", "skipped")
    (report,) = json.loads(done.out)["packages"]
    assert done.code == 1
    assert (report["package"], report["operations"], report["models"]) == ("pet_shop", 1, 1)
    assert [(found["code"], found["line"]) for found in report["skipped"]] == [("operation-skipped", 1)]
    assert set(report["output"]) >= {"client", "models", "server"}
    assert set(report["seconds"]) == {"ingest", "select", "lower", "render", "write"}
    assert report["import"]["seconds"] > 0 and report["import"]["modules"] > 1
    jsonschema_rs.validate(SUMMARY, json.loads(done.out))
    assert 'skip = ["GET /toys"]' in done.err


def test_importing_leaves_the_package_alone(spec: Path, run: Run) -> None:
    assert run("generate", "openapi.json", "--report", "json").code == 0
    assert not list(Path("pet_shop").rglob("__pycache__"))
    assert run("generate", "openapi.json", "--meta", "pyproject", "-o", "whole", "--budget", "import=1000s").code == 0


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ("import=0.0001s", "pet_shop: import is "),
        ("files=3", "pet_shop: files is "),
        ("lines=20.5", "pet_shop: lines is "),
        ("seconds=0ms", "pet_shop: seconds is "),
    ],
)
def test_a_package_above_its_budget_fails(spec: Path, run: Run, budget: str, said: str) -> None:
    done = run("generate", "openapi.json", "--budget", budget)
    assert done.code == 1 and f"error budget-exceeded: {said}" in done.err and Path("pet_shop/__init__.py").exists()
    assert run("generate", "openapi.json", "--budget", f"{budget.partition('=')[0]}=100000").code == 0
    assert run("generate", "openapi.json").err.endswith("files unchanged (from openapi.json)\n")


def test_an_import_that_cannot_be_measured_is_above_any_budget(spec: Path, run: Run) -> None:
    done = run("generate", "openapi.json", "--budget", "import=100s", "--dry-run")
    assert done.code == 1 and "The import of pet_shop was not measured: nothing was written." in done.err


@pytest.mark.parametrize("budget", ["size=3", "files=3s", "import=fast", "import=-1s", "import", "lines=1e3"])
def test_a_budget_that_is_none_is_wrong_usage(spec: Path, run: Run, budget: str) -> None:
    done = run("generate", "openapi.json", "--budget", budget)
    assert done.code == 2 and "--budget" in done.err and not Path("pet_shop").exists()


def test_a_newcomer_gives_way_and_is_told(spec: Path, run: Run) -> None:
    run("generate", "openapi.json")
    schemas = {"pet": {"type": "object", "properties": {"new": {}}}, **SPEC["components"]["schemas"]}
    spec.write_text(json.dumps({**SPEC, "components": {"schemas": schemas}}))
    done = run("generate", "openapi.json", "--report", "json")
    (report,) = json.loads(done.out)["packages"]
    assert report["names"]["renamed"]["/components/schemas/pet"] == "Pet"
    assert "/components/schemas/pet is called Pet2, because Pet is taken" in done.err
    assert "class Pet2" in Path("pet_shop/models/pet2.py").read_text()
    assert "/components/schemas/pet" not in run("generate", "openapi.json", "--verify").err


def test_each_finding_of_the_report_says_what_silences_it(spec: Path, run: Run) -> None:
    paths = {"/toys": {"get": "a toy"}, "/a[b]/{id}": {"get": {"responses": {"204": {"description": ""}}}}}
    spec.write_text(json.dumps({**SPEC, "paths": {**SPEC["paths"], **paths}}))
    (report,) = json.loads(run("generate", "openapi.json", "--report", "json").out)["packages"]
    found = report["diagnostics"]
    assert {one["code"] for one in found} == {"operation-skipped", "path-parameter-undeclared"}
    assert all(one["file"] == "openapi.json" and one["line"] and one["column"] and one["pointer"] for one in found)
    skip, accept = (
        next(one["silence"] for one in found if one["silence"].startswith(key)) for key in ("skip", "accept")
    )
    Path("specwright.toml").write_text(f'{accept}\n[[generate]]\nspec = "openapi.json"\n{skip}\n')
    ran = run("generate", "--fail-on", "warning")
    assert (ran.code, "warning" in ran.err, "error" in ran.err) == (0, False, False)


def test_a_second_run_changes_nothing(spec: Path, run: Run) -> None:
    run("generate", "openapi.json")
    times = {path: path.stat().st_mtime_ns for path in Path("pet_shop").rglob("*.py")}
    ran = run("generate", "openapi.json", "--verify")
    assert "created" not in ran.err and "updated" not in ran.err
    assert times == {path: path.stat().st_mtime_ns for path in Path("pet_shop").rglob("*.py")}


def test_init_adds_to_pyproject_once(spec: Path, run: Run) -> None:
    Path("pyproject.toml").write_text('[project]\nname = "x"\n')
    assert run("init").code == 0
    written = tomllib.loads(Path("pyproject.toml").read_text())
    assert written["project"]["name"] == "x" and written["tool"]["specwright"]["generate"]
    assert run("init", "openapi.json").code == 2


@pytest.mark.parametrize("text", ["", "- 1", "{", "openapi: 9.9", "\0", "a: &a [*a]"])
def test_documents_that_cannot_be_used_are_told_of(spec: Path, run: Run, text: str) -> None:
    Path("bad.yaml").write_text(text)
    for command in ("init", "lint", "generate"):
        ran = run(command, "bad.yaml")
        assert ran.code == 1
        assert "bad.yaml" in ran.err + ran.out and "bug" not in ran.err


def test_overriding_templates_with_a_mistake_are_told_of(spec: Path, run: Run) -> None:
    Path("looks/models").mkdir(parents=True)
    Path("looks/models/module.py.jinja").write_text("{{ nonsense.of_mine }}\n")
    ran = run("generate", "openapi.json", "--templates", "looks")
    assert ran.code == 1
    assert "looks/models/module.py.jinja:1:1: error template-invalid" in ran.err


def test_the_python_api(spec: Path) -> None:
    generation = specwright.generate("openapi.json", output="out", package="pets", targets=["models", "client"])
    assert generation.changes is not None and "client.py" in generation.changes.created
    assert not (Path("out/pets") / "server").exists()
    assert specwright.generate("openapi.json", output="out", package="pets", dry_run=True).differences
    assert {finding.span.file for finding in specwright.lint("openapi.json").diagnostics if finding.span} <= {
        "openapi.json"
    }
    with pytest.raises(ValueError, match="package can't be called"):
        specwright.generate("openapi.json", package="../x")
    with pytest.raises(FileNotFoundError):
        specwright.check()


def test_presets_are_those_of_lint() -> None:
    from specwright.lint.rule import Preset

    assert [preset.name.lower() for preset in Preset] == list(PRESETS)


PAGE = "# Show\n\n## HTTP request\n\n```http\nGET /pets\n```\n\n## Response\n\nA `200 OK` response code.\n"


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ("overlay: [", "overlay-unreadable"),
        ("overlay: 1.1.0\ninfo: {title: a, version: b}\nactions: []", "overlay-invalid"),
    ],
)
def test_a_broken_overlay_fails_whatever_the_pages_may_have(spec: Path, run: Run, overlay: str, said: str) -> None:
    Path("show.md").write_text(PAGE)
    Path("overlay.yaml").write_text(overlay)
    ran = run("transcribe", "show.md", "--overlay", "overlay.yaml", "-o", "z.yaml", "--fail-on", "never")
    assert ran.code == 1 and said in ran.err


def test_templates_that_count_for_nothing_are_told(spec: Path, run: Run) -> None:
    Path("looks/model").mkdir(parents=True)
    Path("looks/model/module.py.jinja").write_text("")
    ran = run("generate", "openapi.json", "--templates", "looks")
    assert ran.code == 0
    assert "looks/model/module.py.jinja:1:1: warning template-unused" in ran.err and "models/module.py.jinja" in ran.err


def test_a_template_that_makes_no_python_is_named(spec: Path, run: Run) -> None:
    Path("looks/models").mkdir(parents=True)
    Path("looks/models/base.py.jinja").write_text("class :\n")
    ran = run("generate", "openapi.json", "--templates", "looks")
    assert ran.code == 1 and not Path("pet_shop").exists()
    assert "looks/models/base.py.jinja:1:1: error template-invalid" in ran.err and "isort" not in ran.err


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        ("x-a: 1\nx-a: 2", "duplicate-key"),
        ("x-a: .nan", "number-range"),
        ("x-a: !Sub x", "tag-unknown"),
        ("components: {schemas: {A: {$ref: 'https://example.org/a.yaml'}}}", "ref-refused"),
    ],
)
def test_what_is_invalid_and_can_be_read_past_stops_lint_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("openapi.yaml").write_text(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n{kept}\n")
    made = run("generate", "openapi.yaml", "--package", "made")
    assert made.code == 0 and f"warning {code}" in made.err and Path("made/client.py").is_file()
    linted = run("lint", "openapi.yaml", "--preset", "minimal")
    assert linted.code == 1 and f"error {code}" in linted.out
    assert run("lint", "openapi.yaml", "--preset", "minimal", "--fix").code == 1
