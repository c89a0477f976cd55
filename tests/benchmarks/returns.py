"""Counts the operations that return `Any` although the document gives a schema for their answer.

    python -m tests.benchmarks.returns [--corpus DIR] [--match RE] [--below MEGABYTES] [--seconds PER_DOCUMENT]

A schema counts when it says more than `{}`: annotations (a description, an example) don't tell what an answer is. Each
operation that is left is listed with its schema. The exit code is 1 when they are more than 1 %.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import Benchmark, Row

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.ingest.document import join
from specwright.lower import lower
from specwright.lower.algebra import ANY
from specwright.lower.api import Alias, Api, Operation, Ref, TypeRef
from specwright.lower.tree import Tree, mapping

_ANNOTATIONS = frozenset({
    "$comment", "default", "deprecated", "description", "example", "examples", "externalDocs", "nullable", "readOnly", "title",
    "writeOnly", "xml",
})  # fmt: skip
_MOST = 0.01


def examine(file: Path) -> Row:
    """How many operations of a document have a schema for their answer, and which of them return `Any` nevertheless."""
    document = read(file, sink=Sink(), name=file.name)
    if document is None:
        return {"refused": True}
    api, tree = lower(document, sink=Sink()), Tree(document)
    operations = [operation for service in api.services for operation in service.operations]
    said = {operation.pointer: list(_schemas(operation, tree)) for operation in operations}
    return {
        "operations": len(operations),
        "described": sum(map(bool, said.values())),
        "any": {
            operation.pointer: said[operation.pointer]
            for operation in operations
            if said[operation.pointer] and _is_any(api, operation.result)
        },
    }


def _schemas(operation: Operation, tree: Tree) -> Iterator[str]:
    """What the schemas of the answers that the method returns say, where they say anything."""
    answers = mapping(mapping(tree.at(operation.pointer)).get("responses"))
    successes = [status for status in answers if status.startswith("2")] or ["default"]
    for status in successes:
        found, _ = tree.follow(answers.get(status), join(operation.pointer, "responses", status))
        for entry in mapping(found.get("content")).values():
            schema = mapping(entry).get("schema")
            node, _ = tree.follow(schema, "")
            if any(key not in _ANNOTATIONS and not key.startswith("x-") for key in node):
                yield json.dumps(node)[:200]


def _is_any(api: Api, type_: TypeRef) -> bool:
    """Whether a type, or the model that it names, is `Any`."""
    models = {model.id: model for module in api.modules for model in module.models}
    while isinstance(type_, Ref) and isinstance(model := models.get(type_.model), Alias):
        type_ = model.target
    return type_ == ANY


def report(rows: list[Row]) -> int:
    """Print what was found, and the share of operations that lost their type."""
    examined = [row for row in rows if "any" in row]
    untyped: list[tuple[str, str, Any]] = [(row["file"], *each) for row in examined for each in row["any"].items()]
    for file, pointer, schemas in untyped:
        print(f"{file}#{pointer}: {' or '.join(schemas)}")
    operations, described = (sum(row[key] for row in examined) for key in ("operations", "described"))
    failed = [row for row in rows if "failed" in row]
    print(f"{len(examined)} documents, {len(failed)} failed: {operations} operations, {described} with a schema")
    print(f"return Any nevertheless: {len(untyped)} ({len(untyped) / max(described, 1):.2%})")
    return 1 if failed or len(untyped) > _MOST * described else 0


BENCHMARK = Benchmark(name="returns", about="Count operations that return Any.", examine=examine, report=report)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run())
