"""The documents that are measured with, and smaller and changed ones made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["described_anew", "find", "load", "operations", "portion"]

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


def find(corpus: Path, name: str) -> Path:
    """The document of this name somewhere below a folder. Raises `FileNotFoundError` where there is none."""
    for file in sorted(corpus.rglob(f"{name}.json")):
        return file.resolve()
    raise FileNotFoundError(f"no {name}.json below {corpus}")


def described_anew(document: dict[str, Any]) -> dict[str, Any]:
    """The document with another description of one operation, in the middle."""
    operations = [item[method] for item in document["paths"].values() for method in item if method in _METHODS]
    chosen = operations[len(operations) // 2]
    chosen["description"] = f"{chosen.get('description', '')}\n\nThis was added."
    return document


def portion(document: dict[str, Any], divisor: int) -> dict[str, Any]:
    """Every so many paths of a document, and the components that they reach."""
    paths = dict(list(document["paths"].items())[::divisor])
    kept: dict[str, dict[str, Any]] = {}
    todo = list(_references(paths))
    while todo:
        kind, name = todo.pop().removeprefix("#/components/").split("/")
        if name not in kept.setdefault(kind, {}):
            kept[kind][name] = document["components"][kind][name]
            todo += _references(kept[kind][name])
    return {**document, "paths": paths, "components": kept}


def operations(document: dict[str, Any]) -> int:
    """How many operations a document has."""
    return sum(method in _METHODS for item in document["paths"].values() for method in item)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        mapping = node.get("mapping")
        yield from (to for to in (mapping.values() if isinstance(mapping, dict) else ()) if str(to).startswith("#/"))
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def load(file: Path) -> dict[str, Any]:
    """A JSON document."""
    document: dict[str, Any] = json.loads(file.read_bytes())
    return document
