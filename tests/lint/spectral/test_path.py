"""JSONPath as rulesets write it."""

import pytest

from specwright.lint.spectral.expressions import Unsupported, expression
from specwright.lint.spectral.path import parse
from specwright.lint.spectral.place import Tree

TREE = {
    "paths": {
        "/runs": {
            "get": {"parameters": [{"name": "x", "in": "query"}, {"$ref": "#/shared/p"}], "tags": []},
            "put": {"summary": "", "deprecated": True},
        }
    },
    "shared": {"p": {"name": "Y", "in": "path", "max": 10, "none": None}},
}

FOUND = {
    "$": [""],
    "$.paths.*.get": ["/paths/~1runs/get"],
    "$['paths'][\"/runs\"].put": ["/paths/~1runs/put"],
    "$.paths[*][get, put]": ["/paths/~1runs/get", "/paths/~1runs/put"],
    "$.paths[*].get.parameters[0:1]": ["/paths/~1runs/get/parameters/0"],
    "$.paths[*].get.parameters[-1:]": ["/shared/p"],
    "$.paths[*].get.parameters[(@.length-1)]": ["/shared/p"],
    "$.paths[*].get.parameters[*]^": ["/paths/~1runs/get/parameters"],
    "$.paths[*][*].parameters[*].name^^": ["/paths/~1runs/get/parameters"],
    "$..parameters[*]": ["/paths/~1runs/get/parameters/0", "/shared/p"],
    "$..[?(@ && @.in === 'query')]": ["/paths/~1runs/get/parameters/0"],
    "$..name": ["/paths/~1runs/get/parameters/0/name", "/shared/p/name"],
    "$.shared..": ["/shared", "/shared/p"],
    "$.shared..*": ["/shared/p", *(f"/shared/p/{key}" for key in ("name", "in", "max", "none"))],
    "$.nothing.here": [],
}

HOLDS = {
    "@property === 'get'": ["get"],
    "@property !== 'get'": ["put"],
    "@property.match(/^PU/i)": ["put"],
    "!@property.match(/[/)\\]]|^g/)": ["put"],
    "/^g/.test(@property)": ["get"],
    "@.parameters": ["get"],
    "!@.parameters": ["put"],
    "@.parameters.length > 1": ["get"],
    "@.parameters && @.parameters[0].in == 'query'": ["get"],
    "@.summary === undefined": ["get"],
    "@.tags": ["get"],
    "@.summary": [],
    "@.deprecated == true || @.nothing": ["put"],
    "@.deprecated === 'true'": [],
    "['get', 'head'].includes(@property)": ["get"],
    "['get'].indexOf(@property) === -1": ["put"],
    "@property in ['put']": ["put"],
    "@property.length === 3 && @property.startsWith('p')": ["put"],
    "@property.toUpperCase() === 'GET'": ["get"],
    "@parentProperty === '/runs'": ["get", "put"],
    "Object.keys(@).length === 2 && typeof @.summary === 'string'": ["put"],
    "@.deprecated ? @.deprecated : false": ["put"],
    "@.a.b.c": [],
    "@root.shared && @path.length === 3": ["get", "put"],
    "@object()": ["get", "put"],
    "void 0 === @.summary": ["get"],
    "(1 + 1) % 2 === 0 && 'a' < 'b' && -1 <= 0": ["get", "put"],
}

REFUSED = (
    "paths",
    "$.paths[",
    "$.paths[(@.length-2)]",
    "$.a~.b",
    "$[?(process.exit())]",
    "$[?(@.constructor.constructor('x')())]",
    "$[?(@.x = 1)]",
    "$[?(@.map(x))]",
    "$[?(@.x &&)]",
    "$[?(@.match(/[/))]",
    f"$[?({'(' * 60}1{')' * 60})]",
    f"$[?({'!' * 3000}@)]",
)


@pytest.mark.parametrize("path", FOUND)
def test_a_path_leads_to(path: str) -> None:
    assert [place.origin for place in parse(path).find(Tree(TREE, follow=True))] == FOUND[path]


@pytest.mark.parametrize("text", HOLDS)
def test_a_filter_lets_through(text: str) -> None:
    found = parse(f"$.paths['/runs'][?({text})]").find(Tree(TREE, follow=True))
    assert [place.step for place in found] == HOLDS[text]


@pytest.mark.parametrize("path", REFUSED)
def test_what_cannot_be_honoured_is_said(path: str) -> None:
    with pytest.raises(Unsupported):
        list(parse(path).find(Tree(TREE, follow=True)))


def test_a_key_is_the_value_of_a_path_that_asks_for_it() -> None:
    assert [place.value for place in parse("$.paths[*][*]~").find(Tree(TREE, follow=True))] == ["get", "put"]


def test_references_that_lead_back_are_left() -> None:
    tree = {"a": {"b": {"$ref": "#/c"}}, "c": {"d": {"$ref": "#/a"}, "e": {"$ref": "#/f"}}, "f": {"g": 1}}
    found = [place.origin for place in parse("$..*").find(Tree(tree, follow=True))]
    assert "/a/b/$ref" in found and "/c/d/$ref" in found and "/f/g" in found and "/c/e" not in found


def test_a_match_has_an_end() -> None:
    assert not expression("^(?:(?!x)a+)+$")("a" * 60 + "!")
    assert expression("/^A/i")("abc") and expression("\\d")("1") and not expression("^\\d$")("\u0661")
