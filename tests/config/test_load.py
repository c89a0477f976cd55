"""Configurations that are read, and ones that are refused with the place and what to do."""

from __future__ import annotations

import importlib.resources
import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from specwright.config import Configuration, find, load, package_name, why_no_package
from specwright.diagnostics import Diagnostic, Severity, Sink
from specwright.select import Filter

SCHEMA = json.loads(importlib.resources.files("specwright").joinpath("config.schema.json").read_text())


def read(folder: Path, text: str, name: str = "specwright.toml") -> tuple[Configuration | None, list[Diagnostic]]:
    (folder / name).write_text(text)
    sink = Sink()
    return load(folder / name, sink=sink, name=name), sink.diagnostics


def refused(folder: Path, text: str) -> list[str]:
    configuration, diagnostics = read(folder, text)
    assert configuration is None
    assert all(diagnostic.fix for diagnostic in diagnostics)
    return [f"{diagnostic.span} {diagnostic.code}" for diagnostic in diagnostics]


FULL = """
[transcribe]
pages = ["docs"]
overlay = "overlay.yaml"
output = "openapi.yaml"
policy = { nullability = "optional", roots = ["me"] }
[lint]
preset = "strict"
validator = true
severity = { operation-tags = "off", no-x = "error" }
[[generate]]
spec = "openapi.yaml"
output = "out"
package = "shop"
targets = ["models", "client"]
templates = "looks"
skip = ["GET /pets"]
keep = ["mine/*"]
client = "async"
python = "3.12"
overlays = ["fixes.yaml"]
include = { paths = ["/pets*"], tags = ["a"], operation-ids = ["list*"] }
exclude = { deprecated = true }
prune = false
names = { "GET /pets" = "find", "POST sold" = "sold", "tag:a b" = "ab", "#/components/schemas/X" = "Y" }
types = { "format:money" = "shop.money:Money" }
[[generate.pagination]]
operations = ["GET /pets*"]
link = true
[[generate]]
spec = "other.json"
[[accept]]
code = "operation-tags"
at = "#/paths/*"
reason = "one service"
[[accept]]
code = "no-x"
at = "docs/*.md"
reason = "old pages"
"""


def test_everything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    configuration, diagnostics = read(tmp_path, FULL)
    assert configuration is not None and not diagnostics
    assert configuration.transcribe is not None
    assert configuration.transcribe.pages == (tmp_path / "docs",)
    assert configuration.transcribe.policy == {"nullability": "optional", "roots": ("me",)}
    assert configuration.lint.preset == "strict" and configuration.lint.validator
    first, second = configuration.generate
    assert (first.spec, first.output, first.package) == (tmp_path / "openapi.yaml", tmp_path / "out", "shop")
    assert first.targets == {"models", "client"}
    assert (first.skip, first.keep) == (("GET /pets",), ("mine/*",))
    assert (first.client, first.python, first.overlays) == ("async", "3.12", (tmp_path / "fixes.yaml",))
    assert replace(first.include, span=None) == Filter(paths=("/pets*",), tags=("a",), operation_ids=("list*",))
    assert (replace(first.exclude, span=None), first.prune, second.prune) == (Filter(deprecated=True), False, None)
    assert first.names == {"GET /pets": "find", "POST sold": "sold", "tag:a b": "ab", "#/components/schemas/X": "Y"}
    assert first.types == {"format:money": "shop.money:Money"}
    assert first.places["names.tag:a b"].line == first.places["types.format:money"].line - 1
    assert (second.package, len(second.targets), second.output) == (None, 3, tmp_path)
    assert configuration.findings.severities == {"operation-tags": None, "no-x": Severity.ERROR}
    by_pointer, by_file = configuration.findings.exceptions
    assert (by_pointer.pointer, by_pointer.file, by_pointer.span and by_pointer.span.line) == ("/paths/*", None, 32)
    assert (by_file.pointer, by_file.file) == (None, "docs/*.md")


def test_pyproject_has_a_table_for_it(tmp_path: Path) -> None:
    text = FULL.replace("\n[[", "\n[[tool.specwright.").replace("\n[", "\n[tool.specwright.")
    text = text.replace("[tool.specwright.[", "[[")
    configuration, diagnostics = read(tmp_path, "[project]\nname = 'x'\n" + text, "pyproject.toml")
    assert configuration is not None and not diagnostics
    assert len(configuration.generate) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = ", ["specwright.toml:1:1 config-invalid"]),
        ("[lint\n", ["specwright.toml:1:6 config-invalid"]),
        ("[lint]\npresett = 'all'", ["specwright.toml:2:1 config-key-unknown"]),
        ("[lint]\npreset = 'strikt'", ["specwright.toml:2:1 config-invalid"]),
        ("lint = 3", ["specwright.toml:1:1 config-invalid"]),
        ("generate = [1]", ["specwright.toml:1:13 config-invalid"]),
        ("[[generate]]\npackage = 'x'", ["specwright.toml:1:1 config-key-missing"]),
        ("[[generate]]\nspec = 'x'\npackage = 'class'", ["specwright.toml:3:1 config-invalid"]),
        ("[[generate]]\nspec = 'x'\ntargets = ['models', 'clients']", ["specwright.toml:3:22 config-invalid"]),
        ("[[generate]]\nspec = 'x'\ntargets = []", ["specwright.toml:3:1 config-invalid"]),
        ("[[generate]]\nspec = 'x'\nclient = 'none'", ["specwright.toml:3:1 config-invalid"]),
        ("[[generate]]\nspec = 'x'\npython = 3.12", ["specwright.toml:3:1 config-invalid"]),
        ("[[generate]]\nspec = 'x'\n[generate.include]\npath = ['/a']", ["specwright.toml:4:1 config-key-unknown"]),
        ("[[generate]]\nspec = 'x'\n[generate.names]\n'GET /a' = 'class'", ["specwright.toml:4:1 config-invalid"]),
        ("[[generate]]\nspec = 'x'\n[generate.types]\n'money' = 'a:B'", ["specwright.toml:4:1 config-invalid"]),
        ("[[generate]]\nspec = 'x'\n[generate.types]\n'format:a' = 'a.b'", ["specwright.toml:4:1 config-invalid"]),
        ("[[accept]]\ncode = 'x'\nreason = ' '", ["specwright.toml:3:1 config-invalid"]),
        ("[[accept]]\ncode = 'x'", ["specwright.toml:1:1 config-key-missing"]),
        ("[lint.severity]\nx = 'fatal'\ny = 1", ["specwright.toml:2:1 config-invalid", "specwright.toml:3:1 config-invalid"]),
        ("[transcribe]\npages = []\noutput = 'x'", ["specwright.toml:2:1 config-invalid"]),
        ("x = 1\n[[accept]]\ncode = 'x'\n[lint]\npreset = 'y'", ["specwright.toml:1:1 config-key-unknown", "specwright.toml:2:1 config-key-missing", "specwright.toml:5:1 config-invalid"]),
        ("a = " + "[" * 5000 + "]" * 5000, ["specwright.toml:1:1 config-invalid"]),
    ],
)  # fmt: skip
def test_mistakes_have_a_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert refused(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("spec = 'x'\npackage = 'shop'", "spec = 'y'\npackage = 'shop'"),
        ("spec = 'x'\npackage = 'shop'", "spec = 'y'\npackage = 'shop'\noutput = 'out/..'"),
        ("spec = 'x'\npackage = 'shop'", "spec = 'y'\npackage = 'parts'\noutput = 'shop'"),
        ("spec = 'x'\npackage = 'shop'", "spec = 'y'\noutput = 'shop'"),
        ("spec = 'x'\npackage = 'parts'\noutput = 'shop/deep'", "spec = 'y'\npackage = 'shop'"),
        ("spec = 'x'", "spec = 'x'"),
    ],
)
def test_packages_that_would_destroy_each_other_are_refused(tmp_path: Path, first: str, second: str) -> None:
    line = first.count("\n") + 3
    text = f"[[generate]]\n{first}\n[[generate]]\n{second}"
    assert refused(tmp_path, text) == [f"specwright.toml:{line}:1 config-contradiction"]


def test_packages_beside_each_other_are_not(tmp_path: Path) -> None:
    entries = ("spec = 'x'", "spec = 'y'", "spec = 'x'\npackage = 'x'", "spec = 'x'\npackage = 'x'\noutput = 'x2'")
    configuration, _ = read(tmp_path, "".join(f"[[generate]]\n{entry}\n" for entry in entries))
    assert configuration is not None and len(configuration.generate) == 4


def test_a_near_miss_is_suggested(tmp_path: Path) -> None:
    _, (diagnostic,) = read(tmp_path, "[lint]\npresett = 'all'")
    assert diagnostic.fix is not None and diagnostic.fix.description == "Did you mean `preset`?"


def test_what_cannot_be_read_is_reported(tmp_path: Path) -> None:
    sink = Sink()
    assert load(tmp_path / "nothing.toml", sink=sink) is None
    (tmp_path / "latin.toml").write_bytes(b"x = '\xff'")
    assert load(tmp_path / "latin.toml", sink=sink) is None
    assert len(sink) == 2


def test_the_nearest_configuration_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.specwright]\n")
    assert find(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 'specwright'\n")
    assert find(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "specwright.toml").write_text("")
    assert find(inner) == tmp_path / "a" / "specwright.toml"
    (inner / ".git").mkdir()
    assert find(inner) is None, "what is outside of the repository is another project's"


texts = st.sampled_from(["", " ", "x", "models", "strict", "off"])
mixed = texts | st.booleans() | st.lists(texts, max_size=2)


def tables(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys((*keys, "unknown"), mixed))


chosen = st.fixed_dictionaries(
    {"spec": st.just("x")},
    optional={
        **dict.fromkeys(("client", "python", "meta", "prune", "overlays"), mixed | st.sampled_from(["sync", "3.12"])),
        "include": tables("paths", "tags", "operation-ids", "deprecated"),
        "names": st.dictionaries(st.sampled_from(["#/a", "GET /a", "tag:a", "a"]), texts | st.just("9")),
        "types": st.dictionaries(
            st.sampled_from(["#/a", "format:a", "a"]), texts | st.sampled_from(["a.b:C", "a:", "a-b:C"])
        ),
    },
)
configurations = st.fixed_dictionaries(
    {},
    optional={
        "transcribe": tables("pages", "output", "overlay")
        | st.fixed_dictionaries(
            {"pages": st.just(["x"]), "output": st.just("x"), "policy": st.dictionaries(texts, mixed)}
        ),
        "lint": tables("preset", "validator")
        | st.fixed_dictionaries({"severity": st.dictionaries(texts, mixed, max_size=1)}),
        "generate": st.lists(
            st.fixed_dictionaries(
                {"spec": st.just("x")},
                optional={"pagination": st.lists(tables("operations", "items", "next", "link", "page"), max_size=1)},
            ),
            max_size=1,
        )
        | st.lists(tables("spec", "output", "package", "targets", "templates", "skip", "keep"), max_size=2)
        | st.lists(chosen, max_size=1),
        "accept": st.lists(tables("code", "at", "reason"), max_size=2),
    },
)


@settings(max_examples=300, deadline=None)
@given(configurations)
def test_parser_and_published_schema_agree(tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any]) -> None:
    text = "".join(f"{json.dumps(key)} = {inline(value)}\n" for key, value in tree.items())
    assert tomllib.loads(text) == tree
    configuration, diagnostics = read(tmp_path_factory.mktemp("project"), text)
    mistakes = [diagnostic for diagnostic in diagnostics if diagnostic.code != "config-contradiction"]
    assert (not mistakes) == jsonschema_rs.is_valid(SCHEMA, tree), diagnostics
    assert (configuration is None) == bool(diagnostics)


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(inline, value)) + "]" if isinstance(value, list) else json.dumps(value)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Swagger Petstore - OpenAPI 3.0", "swagger_petstore_openapi_3_0"), ("Über API", "uber_api"), ("json", "json_api"),
        ("class", "class_api"), ("3D", "api_3d"), ("日本", "api"), ("", "api"), ("httpx2", "httpx2_api"), ("a" * 99, "a" * 60),
    ],
)  # fmt: skip
def test_a_document_has_a_package_name(title: str, name: str) -> None:
    assert package_name(title) == name


@given(st.text())
def test_a_made_package_name_can_be_used(title: str) -> None:
    assert why_no_package(package_name(title)) is None
