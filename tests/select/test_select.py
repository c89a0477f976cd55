"""Which operations and components stay, and what is said about what was asked for in vain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specwright.diagnostics import Sink
from specwright.ingest import Document, read
from specwright.select import Filter, Selection
from specwright.select.selecting import select

SPEC = """\
openapi: 3.1.0
info: {title: Zoo, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, tags: [pets, public], responses: {'200': {$ref: '#/components/responses/Pets'}}}
    post: {operationId: addPet, tags: [pets], deprecated: true, responses: {'204': {description: Done}}}
  /pets/{id}/owner:
    get:
      operationId: showOwner
      tags: [owners]
      responses:
        '200': {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}}
  /shops:
    get:
      operationId: listShops
      responses:
        '200': {description: All, content: {application/json: {schema: {$ref: '#/paths/~1shops/post/requestBody/content/application~1json/schema'}}}}
    post:
      operationId: addShop
      requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
      responses: {'204': {description: Done}}
  /keepers: {$ref: '#/components/pathItems/Keepers'}
components:
  pathItems:
    Keepers:
      summary: Keepers
      get: {operationId: listKeepers, responses: {'204': {description: None}}}
      post: {operationId: addKeeper, responses: {'204': {description: Done}}}
  responses:
    Pets: {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {toy: {$ref: '#/components/schemas/Toy'}}}]}
    Lynx: {allOf: [{$ref: '#/components/schemas/Cat'}]}
    Toy: {type: string}
    Owner: {type: object, properties: {pets: {$ref: '#/components/schemas/Owner'}}}
    Lonely: {type: string}
webhooks:
  petDied: {post: {operationId: onDeath, responses: {'204': {description: Heard}}}}
"""

Choose = Callable[..., tuple[Document, list[str]]]


@pytest.fixture
def choose(tmp_path: Path) -> Choose:
    def choose(**chosen: Any) -> tuple[Document, list[str]]:
        (tmp_path / "spec.yaml").write_text(SPEC)
        sink = Sink()
        document = read(tmp_path / "spec.yaml", sink=sink, name="spec.yaml")
        assert document is not None
        selected = select(document, Selection(**chosen), sink=sink)
        return selected, [f"{found.code}: {found.message}" for found in sink]

    return choose


def operations(document: Document) -> list[str]:
    items = {**document.root["paths"], **document.root["webhooks"]}
    return [
        node["operationId"]
        for item in items.values()
        for node in (document.at(item["$ref"][1:]) if "$ref" in item else item).values()
        if isinstance(node, dict)
    ]


def schemas(document: Document) -> list[str]:
    return list(document.root.get("components", {}).get("schemas", {}))


ALL = ["listPets", "addPet", "showOwner", "listShops", "addShop", "listKeepers", "addKeeper", "onDeath"]


def test_nothing_chosen_is_everything(choose: Choose) -> None:
    document, said = choose()
    assert (operations(document), said) == (ALL, [])
    assert "Lonely" in schemas(document)


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"include": Filter(paths=("/pets*",))}, ["listPets", "addPet", "showOwner"]),
        ({"include": Filter(tags=("pub*", "owners"))}, ["listPets", "showOwner"]),
        ({"include": Filter(operation_ids=("list*",))}, ["listPets", "listShops", "listKeepers"]),
        ({"include": Filter(paths=("/pets*",), operation_ids=("list*",))}, ["listPets"]),
        ({"exclude": Filter(deprecated=True, operation_ids=("*Shop*", "*Ke*"))}, ["listPets", "showOwner", "onDeath"]),
        ({"include": Filter(deprecated=True)}, ["addPet"]),
        ({"include": Filter(paths=("pet*",))}, ["onDeath"]),
        (
            {"skip": ("GET /pets", "POST petDied")},
            ["addPet", "showOwner", "listShops", "addShop", "listKeepers", "addKeeper"],
        ),
    ],
)
def test_kinds_narrow_what_is_included_and_widen_what_is_excluded(
    choose: Choose, chosen: dict[str, Any], left: list[str]
) -> None:
    document, said = choose(**chosen)
    assert (operations(document), said) == (left, [])


def test_what_nothing_reaches_goes_with_a_filter(choose: Choose) -> None:
    document, _ = choose(include=Filter(operation_ids=("showOwner",)))
    assert schemas(document) == ["Owner"]
    assert set(document.root["components"]) == {"schemas"}


def test_heirs_of_a_schema_with_a_discriminator_are_reached(choose: Choose) -> None:
    document, _ = choose(include=Filter(operation_ids=("listPets",)))
    assert schemas(document) == ["Pet", "Cat", "Lynx", "Toy"]


def test_pruning_can_be_switched_off_and_on(choose: Choose) -> None:
    assert "Lonely" in schemas(choose(include=Filter(tags=("owners",)), prune=False)[0])
    assert "Lonely" not in schemas(choose(prune=True)[0])
    assert "Lonely" in schemas(choose(skip=("GET /pets",))[0])


def test_a_reference_into_what_is_gone_gets_a_component(choose: Choose) -> None:
    document, _ = choose(include=Filter(operation_ids=("listShops",)))
    schema = document.at("/paths/~1shops/get/responses/200/content/application~1json/schema")
    assert schema == {"$ref": "#/components/schemas/shops_post"}
    assert document.at("/components/schemas/shops_post")["properties"] == {"name": {"type": "string"}}


def test_a_path_item_that_is_shared_is_cut_where_it_is_used(choose: Choose) -> None:
    document, _ = choose(include=Filter(operation_ids=("listKeepers",)))
    assert list(document.root["paths"]) == ["/keepers"]
    assert list(document.root["paths"]["/keepers"]) == ["summary", "get"]
    assert "components" not in document.root


def line(document: Document, pointer: str) -> str:
    return SPEC.splitlines()[document.span(pointer, key=True).line - 1].strip().partition(":")[0]


def test_places_stay_those_in_the_file(choose: Choose) -> None:
    document, _ = choose(include=Filter(operation_ids=("listShops", "listKeepers")))
    assert line(document, "/components/schemas/shops_post/properties/name") == "requestBody"
    assert line(document, "/paths/~1keepers/summary") == "summary"


def test_what_matches_nothing_is_told(choose: Choose) -> None:
    chosen = {"include": Filter(tags=("pets", "ownres")), "exclude": Filter(paths=("/x",)), "skip": ("GET /x",)}
    assert choose(**chosen)[1] == [
        "filter-unused: include.tags has 'ownres', which matches no operation",
        "filter-unused: exclude.paths has '/x', which matches no operation",
        "skip-unused: skip names 'GET /x', but the document has no such operation",
    ]


def test_nothing_left_is_told(choose: Choose) -> None:
    assert choose(include=Filter(tags=("owners",), paths=("/shops",)))[1] == [
        "nothing-selected: none of the 8 operations is selected"
    ]
