"""Tries every example and default of a corpus on the generated models.

    python -m tests.benchmarks.examples [--corpus DIR] [--match RE] [--below MEGABYTES]

What jsonschema accepts, the model has to accept, as a client reads it and as a server does (strict), and to write again as
the same JSON; numbers, dates and times are compared by value. What jsonschema rejects for type, required, enum, const, bounds
or pattern, a strict model has to reject. The report has all rates, and all exceptions by class. The exit code is 1 when there
is one that has no reason.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.classes import REASONS, class_of
from tests.benchmarks.corpus import Benchmark, Row, generated
from tests.benchmarks.judge import Judge, Verdict
from tests.benchmarks.same import difference

from specwright.ingest.document import Document, Node, join
from specwright.ingest.grammar import walk
from specwright.lower.tree import Tree, mapping

_CLIENT = "client: "
_JSON = re.compile(r"(application|text)/json|.*\+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A value that the document gives for a schema, both by JSON Pointer."""

    value: Node
    at: str
    schema: str


def examples(document: Document) -> Iterator[Example]:
    """Every example and default of the schemas, parameters, headers and JSON media types of a document."""
    tree = Tree(document)
    for pointer, kind, node in walk(document.root):
        if kind == "schema":
            yield from _of_schema(node, pointer)
        elif "schema" in node and (kind in ("parameter", "header") or _is_json(kind, pointer)):
            yield from _beside(tree, node, pointer)


def _is_json(kind: str, pointer: str) -> bool:
    return kind == "media type" and _JSON.fullmatch(_media_type(pointer)) is not None


def _media_type(pointer: str) -> str:
    last = pointer.rpartition("/")[2].replace("~1", "/")
    return last.partition(";")[0].strip().lower()


def _of_schema(node: dict[str, Any], pointer: str) -> Iterator[Example]:
    values = node.get("examples")
    for index, value in enumerate(values if isinstance(values, list) else []):
        yield Example(value=value, at=join(pointer, "examples", index), schema=pointer)
    for keyword in ("example", "default"):
        if keyword in node:
            yield Example(value=node[keyword], at=join(pointer, keyword), schema=pointer)


def _beside(tree: Tree, node: dict[str, Any], pointer: str) -> Iterator[Example]:
    schema = join(pointer, "schema")
    if "example" in node:
        yield Example(value=node["example"], at=join(pointer, "example"), schema=schema)
    for _, example, at in tree.entries(node.get("examples"), join(pointer, "examples")):
        for keyword in ("value", "dataValue"):
            if keyword in mapping(example):
                yield Example(value=example[keyword], at=join(at, keyword), schema=schema)


def examine(file: Path) -> Row:
    """The counts and exceptions of one document."""
    with tempfile.TemporaryDirectory() as folder:
        made = generated(file, lambda document: {e.schema for e in examples(document)}, Path(folder))
        if made is None:
            return {"refused": True}
        judge, meant = Judge(made.document), Judge(made.document, as_meant=True)
        counts, exceptions = Counter[str](), []
        for example in examples(made.document):
            verdict, form = judge.verdict(example.value, example.schema), made.forms.get(example.schema)
            if verdict is None or form is None:
                counts["no schema" if verdict is None else "no type"] += 1
                continue
            kind = "accepted" if verdict.accepted else "rejected" if verdict.decisive else "rejected otherwise"
            counts[kind] += 1
            typed = meant.verdict(example.value, example.schema) or verdict
            if kind != "rejected otherwise" and (why := _exception(made.codec, form, example.value, verdict, typed)):
                exceptions.append([kind, why, example.at])
            if kind == "accepted" and (why := _lost(made.codec, form, example, typed)):
                exceptions.append(["read", f"{_CLIENT}{why}", example.at])
        return {"counts": counts, "exceptions": exceptions}


def _lost(codec: Any, form: Any, example: Example, meant: Verdict) -> str:
    """The class of what a client fails to read and to write again; empty when it does both.

    The value of a property is read in an object, or what is like it here, an array: only whole bodies are refused.
    """
    value, read = example.value, form
    if example.schema.split("/")[-2:-1] == ["properties"]:
        value, read = [value], lambda: list[form()]
    try:
        decoded = codec.decode_value(read, value, "tolerant")
    except codec.InvalidValue as error:
        return class_of(meant, error.problems[0].kind, meant=meant)
    differing = difference(value, json.loads(codec.encode_json(decoded, read)))
    return f"written differently: {differing}" if differing else ""


def _exception(codec: Any, form: Any, value: Node, verdict: Verdict, meant: Verdict) -> str:
    """The class of what the model does otherwise than jsonschema; empty when they agree."""
    try:
        decoded = codec.decode_value(form, value, "strict")
    except codec.InvalidValue as error:
        return class_of(verdict, error.problems[0].kind, meant=meant) if verdict.accepted else ""
    if not verdict.accepted:
        return class_of(verdict, "", meant=meant)
    differing = difference(value, json.loads(codec.encode_json(decoded, form)))
    return f"written differently: {differing}" if differing else ""


def report(rows: list[Row]) -> int:
    """Print both rates and the exceptions by class."""
    total, wrong = Counter[str](), Counter[str]()
    classes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        total.update(row.get("counts", {}))
        for kind, why, at in row.get("exceptions", ()):
            wrong[kind] += 1
            classes[why].append(f"{row['file']}#{at}")
        if "failed" in row or "refused" in row:
            print(f"{row['file']}: {row.get('failed', 'refused')}")
    for why, places in sorted(classes.items(), key=lambda entry: -len(entry[1])):
        print(
            f"{len(places):6} {why}: {REASONS.get(why.removeprefix(_CLIENT), '')}",
            *(f"{'':10}{at}" for at in places),
            sep="\n",
        )
    for kind, exceptions, said in (
        ("accepted", "read", "read and written the same by a client"),
        ("accepted", "accepted", "accepted and written the same by a strict model"),
        ("rejected", "rejected", "rejected by a strict model"),
    ):
        right = total[kind] - wrong[exceptions]
        print(f"{kind} by jsonschema: {total[kind]}; {said}: {right} ({100 * right / (total[kind] or 1):.2f} %)")
    print(f"not compared: { ({key: n for key, n in total.items() if key not in ('accepted', 'rejected')}) }")
    return 1 if {why.removeprefix(_CLIENT) for why in classes} - REASONS.keys() else 0


BENCHMARK = Benchmark(
    name="examples", about="Try every example and default of a corpus.", examine=examine, report=report
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run())
