"""Edits that people make of documents, drawn at random: of the words, of the order, of what there is, and of which file has it."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

__all__ = ["EDITS", "Files", "edited", "save"]

Files = dict[str, Any]
"""The trees of a document by the names of its files; the document is the first one."""

_TEXTS = (
    "Another text.",
    "",
    'Quotes " and """ and \\ and \\n.',
    "First line.\nSecond line, `code`.\n\nAnother paragraph with a \x07 bell and ünïcödé.",
    "Deprecated. " + "A long sentence that has to be wrapped somewhere. " * 6,
    "200",
    "$ref",
)
_MOMENTS = count(1_000_000_000)
_METHODS = ("get", "put", "post", "delete", "patch")


def save(files: Files, folder: Path, *, indent: int | None = 2) -> Path:
    """Write the files, as long ago as a run trusts in; returns the document's."""
    for name, tree in files.items():
        (folder / name).write_text(json.dumps(tree, indent=indent, ensure_ascii=indent == 4))
        os.utime(folder / name, (0, next(_MOMENTS)))
    return folder / next(iter(files))


def edited(files: Files, random: Random) -> tuple[str, Files]:
    """The name of an edit, and the document after it."""
    files, kind = copy.deepcopy(files), random.choice(sorted(EDITS))
    EDITS[kind](files, random)
    return kind, files


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(inner)


def _root(files: Files) -> dict[str, Any]:
    root: dict[str, Any] = next(iter(files.values()))
    return root


def _components(files: Files, kind: str = "schemas") -> dict[str, Any]:
    found: dict[str, Any] = _root(files).setdefault("components", {}).setdefault(kind, {})
    return found


def _text(files: Files, random: Random) -> None:
    """Another summary or description, of anything."""
    said = [
        (node, key) for node in _nodes(files) for key in ("summary", "description") if isinstance(node.get(key), str)
    ]
    if said:
        node, key = random.choice(said)
        node[key] = random.choice(_TEXTS)


def _text_of_operation(files: Files, random: Random) -> None:
    """A description of an operation, or of something in it."""
    operations = [item[method] for item in _root(files)["paths"].values() for method in _METHODS if method in item]
    if operations:
        random.choice([node for node in _nodes(random.choice(operations)) if "$ref" not in node])["description"] = (
            random.choice(_TEXTS)
        )


def _remove(files: Files, random: Random) -> None:
    """An operation, a schema or a property less; references to it stay."""
    tables = [_root(files)["paths"], _components(files), *(_table(node, "properties") for node in _nodes(files))]
    table = random.choice([table for table in tables if table] or [{"": None}])
    del table[random.choice(sorted(table))]


def _add(files: Files, random: Random) -> None:
    """An operation, a schema or a property more, as one that there is; its name may be one in another case."""
    tables = [_root(files)["paths"], _components(files), *(_table(node, "properties") for node in _nodes(files))]
    table = random.choice([table for table in tables if table] or [{"": None}])
    old = random.choice(sorted(table))
    added = {random.choice([f"{old}2", old.upper(), old.title(), f"{old}_", "New"]): copy.deepcopy(table[old])}
    after = {**table, **added} if random.random() < 0.5 else {**added, **table}
    table.clear()
    table.update(after)


def _rename(files: Files, random: Random) -> None:
    """A schema called otherwise, everywhere."""
    schemas = _components(files)
    if not schemas:
        return
    old = random.choice(sorted(schemas))
    new = random.choice([f"{old}Renamed", old.upper(), "A" + old])
    renamed = {new if name == old else name: schema for name, schema in schemas.items()}
    schemas.clear()
    schemas.update(renamed)
    _redirect(files, f"#/components/schemas/{old}", f"#/components/schemas/{new}")


def _reorder(files: Files, random: Random) -> None:
    """The same in another order."""
    table = random.choice([node for node in _nodes(files) if len(node) > 1 and node is not files])
    items = list(table.items())
    random.shuffle(items)
    table.clear()
    table.update(items)


def _move(files: Files, random: Random) -> None:
    """A schema in a file of its own."""
    schemas, document = _components(files), next(iter(files))
    here = [name for name, schema in schemas.items() if isinstance(schema, dict) and "$ref" not in schema]
    if here:
        name = random.choice(here)
        moved = f"part{len(files)}.json"
        files[moved] = schemas[name]
        for node in _nodes(files[moved]):
            if str(node.get("$ref", "")).startswith("#"):
                node["$ref"] = document + node["$ref"]
        schemas[name] = {"$ref": moved}


def _format(files: Files, random: Random) -> None:
    """Nothing: `save` indents otherwise."""


def _redirect(files: Files, old: str, new: str) -> None:
    for node in _nodes(files):
        for key, value in node.items():
            if isinstance(value, str) and value.endswith(old):
                node[key] = value.removesuffix(old) + new


def _table(node: dict[str, Any], key: str) -> dict[str, Any]:
    table = node.get(key)
    return table if isinstance(table, dict) else {}


EDITS: dict[str, Callable[[Files, Random], None]] = {
    "add": _add,
    "format": _format,
    "move": _move,
    "remove": _remove,
    "rename": _rename,
    "reorder": _reorder,
    "text": _text,
    "text of an operation": _text_of_operation,
}
