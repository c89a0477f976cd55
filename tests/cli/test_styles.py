"""Choosing the style of the models."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

from specwright.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths: {}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}}
      additionalProperties: {type: string}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "openapi.yaml"
    file.write_text(SPEC)
    return file


def test_by_argument(spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", str(spec), "-o", str(tmp_path), "--models", "dataclass"]) == 0
    assert "@dataclass(kw_only=True)\nclass Pet(Record):" in (tmp_path / "pets/models/records.py").read_text()
    said = capsys.readouterr().err
    assert (
        "openapi.yaml:7:" in said
        and "info model-style-loss: A dataclass has no place for undeclared properties" in said
    )


def test_by_configuration(spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = '[tool.specwright.models]\nstyle = "{}"\n[[tool.specwright.generate]]\nspec = "openapi.yaml"\n'
    Path("pyproject.toml").write_text(settings.format("typed-dict"))
    assert main(["generate"]) == 0
    assert "class Pet(TypedDict):" in Path("pets/models/records.py").read_text()
    Path("pyproject.toml").write_text(settings.format("msgspec"))
    assert main(["generate"]) == 0
    assert "class Pet(Record, kw_only=True):" in Path("pets/models/records.py").read_text()
    Path("pyproject.toml").write_text(settings.format("pydantic"))
    assert main(["generate"]) == 0
    assert not Path("pets/models/records.py").exists()


def test_without_the_generator_of_classes(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec

    def missing(name: str, *rest: Any) -> Any:
        return None if name == "datamodel_code_generator" else find(name, *rest)

    monkeypatch.setattr("specwright.cli.generate.find_spec", missing)
    assert main(["generate", str(spec), "-o", str(tmp_path), "--models", "msgspec"]) == 2
    assert "pip install 'specwright[styles]'" in capsys.readouterr().err
    assert not (tmp_path / "pets").exists()


def test_a_distribution_needs_what_its_models_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("openapi.json").write_text('{"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": {}}')
    run("generate", "openapi.json", "--package", "shop", "--models", "msgspec", "--meta", "pyproject")
    needed = tomllib.loads(Path("shop/pyproject.toml").read_text())["project"]["dependencies"]
    assert any(line.startswith("msgspec") for line in needed)


def test_a_name_that_msgspec_can_not_have_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    odd = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": {}}
    odd["components"] = {"schemas": {"Pet": {"type": "object", "properties": {'a"b': {"type": "string"}}}}}
    Path("openapi.json").write_text(json.dumps(odd))
    done = run("generate", "openapi.json", "--package", "shop", "--models", "msgspec")
    assert (done.code, Path("shop").exists()) == (1, False)
    assert "model-style-unusable" in done.err
