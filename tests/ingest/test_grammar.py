"""The schemas of a document are those that a walk through all of its objects comes by, in its order."""

from __future__ import annotations

from random import Random
from typing import Any

from specwright.ingest.grammar import FIELDS, schemas, walk

ASKED = ("nullable", "example")
ODD = ("text", None, [], {}, [{}], {"$ref": "#"}, {"example": 1}, {"x-a": {"nullable": True}}, [{"nullable": True}])


def member(kind: str, random: Random, depth: int) -> Any:
    """What a document may have where it should have an object of a kind, a map or an array of such; seldom what it
    shouldn't."""
    if depth == 0 or random.random() < 0.1:
        return random.choice(ODD)
    if kind[0] == "[":
        return [member(kind[1:-1], random, depth - 1) for _ in range(2)]
    if kind[0] in "{<" or kind == "callback":
        inner = "path item" if kind == "callback" else kind[1:-1]
        keys = random.sample(["a", "b", "x-a", "a/b", "$ref"], 2)
        return {key: member(inner, random, depth - 1) for key in keys}
    fields = FIELDS[kind]
    chosen = random.sample(sorted(fields), min(3, len(fields)))
    found = {key: member(fields[key], random, depth - 1) for key in chosen}
    return found | {key: True for key in ASKED if random.random() < 0.2}


def test_schemas() -> None:
    counts = []
    for seed in range(400):
        root = member("document", Random(seed), 8)
        if isinstance(root, dict):
            walked = [(pointer, node) for pointer, kind, node in walk(root) if kind == "schema" and {*ASKED} & {*node}]
            assert list(schemas(root, *ASKED)) == walked
            counts.append(len(walked))
    assert sum(map(bool, counts)) > 200
