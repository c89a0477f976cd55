"""Compares our models with datamodel-code-generator's and with jsonschema, on payloads made from schemas of a corpus.

    python -m tests.benchmarks.oracle [--corpus DIR] [--match RE]

Two component schemas of each of 110 documents, both drawn by a hash of their names. Hypothesis makes payloads that
should be valid; about every second one is then damaged somewhere. Each is judged by jsonschema, by our strict policy, and
by the other generator's model in pydantic's strict mode. Needs `datamodel-code-generator`.
The exit code is 1 when ours and jsonschema agree on less than 98 % of the payloads.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from tests.benchmarks.classes import REASONS, class_of
from tests.benchmarks.corpus import Benchmark, Row, generated
from tests.benchmarks.judge import Judge, Verdict
from tests.benchmarks.payloads import damaged, payloads

from specwright.ingest.document import Document, Node, join
from specwright.lower.tree import Tree, mapping

_EACH = 2
_PAYLOADS = 60
_COMPONENTS = "#/components/schemas/"


def drawn(document: Document) -> list[str]:
    """The component schemas that stand for a document: the first by a hash of their pointers that say something."""
    components = mapping(mapping(document.root.get("components")).get("schemas"))
    telling = [join("/components/schemas", key) for key, schema in components.items() if _tells(schema)]
    return sorted(telling, key=_hash)[:_EACH]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _tells(schema: Node) -> bool:
    return bool(mapping(schema).keys() & {"properties", "items", "enum", "allOf", "oneOf", "anyOf", "pattern"})


def examine(file: Path) -> Row:
    """The payloads of one document's schemas, counted by who accepts them."""
    with tempfile.TemporaryDirectory() as folder:
        made = generated(file, drawn, Path(folder))
        if made is None:
            return {"refused": True}
        judge, meant, schemas = Judge(made.document), Judge(made.document, as_meant=True), []
        for pointer, form in made.forms.items():
            schema = standalone(made.document, pointer)
            other = _other_model(schema, Path(folder))
            outcome: Row = {"pointer": pointer, "counts": Counter(), "classes": Counter(), "other": other is not None}
            for payload in _payloads(Tree(made.document), pointer):
                verdict = judge.verdict(payload, pointer)
                if verdict is not None:
                    typed = meant.verdict(payload, pointer) or verdict
                    untyped = typed.accepted != verdict.accepted
                    _compare(outcome, verdict, _ours(made.codec, form, payload), other and other(payload), untyped)
            schemas.append(outcome)
        return {"schemas": schemas}


def standalone(document: Document, pointer: str) -> dict[str, Any]:
    """The schema at `pointer` with all component schemas that it needs, as a JSON Schema of its own."""
    tree, definitions, waiting = Tree(document), dict[str, Node](), list[str]()
    schema = _localized(tree.at(pointer), waiting)
    while waiting:
        name = waiting.pop()
        if name not in definitions:
            definitions[name] = _localized(tree.at(join("/components/schemas", name)), waiting)
    return {**schema, "$defs": definitions} if definitions else schema


def _localized(node: Node, found: list[str]) -> Node:
    if isinstance(node, list):
        return [_localized(each, found) for each in node]
    if not isinstance(node, dict):
        return node
    copied = {key: _localized(value, found) for key, value in node.items() if not key.startswith("x-")}
    reference = copied.get("$ref")
    if isinstance(reference, str) and reference.startswith(_COMPONENTS):
        found.append(reference.removeprefix(_COMPONENTS))
        copied["$ref"] = f"#/$defs/{found[-1]}"
    return copied


def _payloads(tree: Tree, pointer: str) -> list[Node]:
    """Payloads of a schema, about every second one damaged."""
    valid, made = payloads(tree, pointer), list[Node]()
    checks, phases = list(HealthCheck), [Phase.generate]
    fixed = settings(derandomize=True, database=None, deadline=None, suppress_health_check=checks, phases=phases)

    @settings(fixed, max_examples=_PAYLOADS)
    @given(valid | damaged(valid))
    def collect(payload: Node) -> None:
        made.append(payload)

    collect()
    return made


def _ours(codec: Any, form: Any, payload: Node) -> str:
    """Why our model refuses a payload; empty when it accepts it."""
    try:
        codec.decode_value(form, payload, "strict")
    except codec.InvalidValue as error:
        return str(error.problems[0].kind)
    return ""


def _other_model(schema: dict[str, Any], folder: Path) -> Callable[[Node], str] | None:
    """The other generator's model, as a function that says why it refuses a payload; None where it makes none."""
    from datamodel_code_generator import InputFileType, generate
    from datamodel_code_generator.enums import DataModelType
    from pydantic import TypeAdapter

    output = folder / f"other_{_hash(json.dumps(schema))[:12]}.py"
    try:
        with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            generate(
                json.dumps({"title": "TheRoot", **schema}),
                input_file_type=InputFileType.JsonSchema,
                output=output,
                output_model_type=DataModelType.PydanticV2BaseModel,
                class_name="TheRoot",
            )
            adapter = TypeAdapter(_module(output).TheRoot)
    except Exception:  # noqa: BLE001 - it may fail as it likes
        return None
    return lambda payload: _refusal(adapter, payload)


def _module(file: Path) -> ModuleType:
    sys.path.insert(0, str(file.parent))
    try:
        return importlib.import_module(file.stem)
    finally:
        sys.path.remove(str(file.parent))


def _refusal(adapter: Any, payload: Node) -> str:
    from pydantic import ValidationError

    try:
        adapter.validate_json(json.dumps(payload), strict=True)
    except ValidationError as error:
        return str(error.errors(include_url=False)[0]["type"])
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    return ""


def _compare(outcome: Row, verdict: Verdict, ours: str, other: str | None, untyped: bool) -> None:
    counts, classes = outcome["counts"], outcome["classes"]
    agree = {"ours": verdict.accepted == (not ours)}
    if other is not None:
        agree["theirs"] = verdict.accepted == (not other)
    counts["payloads"] += 1
    counts["valid"] += verdict.accepted
    counts["ours agrees"] += agree["ours"]
    counts["compared with theirs"] += len(agree) - 1
    counts["theirs agrees"] += agree.get("theirs", False)
    counts["all agree"] += all(agree.values())
    for who, refused in (("ours", ours), ("theirs", other or "")):
        if not agree.get(who, True):
            classes[f"{who}: {class_of(verdict, refused, untyped=untyped)}"] += 1


def report(rows: list[Row]) -> int:
    """Print the agreement and the classes of differences."""
    total: Counter[str] = Counter()
    classes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    schemas = [(row["file"], each) for row in rows for each in row.get("schemas", ())]
    for file, each in schemas:
        total.update(each["counts"])
        for why, number in each["classes"].items():
            classes[why].append((number, f"{file}#{each['pointer']}"))
    for row in rows:
        if "failed" in row:
            print(f"{row['file']}: {row['failed']}")
    for why, places in sorted(classes.items(), key=lambda entry: -sum(number for number, _ in entry[1])):
        reason = REASONS.get(why.partition(": ")[2], "")
        print(f"{sum(number for number, _ in places):6} {why} ({reason or 'e.g. ' + max(places)[1]})")
    none = sum(not each["other"] for _, each in schemas)
    print(f"{len(schemas)} schemas; datamodel-code-generator makes no model of {none}")
    for key, of in (("ours agrees", "payloads"), ("theirs agrees", "compared with theirs"), ("all agree", "payloads")):
        print(f"{key}: {total[key]} of {total[of]} ({100 * total[key] / (total[of] or 1):.2f} %)")
    print(f"valid payloads: {total['valid']} of {total['payloads']}")
    return 0 if total["ours agrees"] >= 0.98 * total["payloads"] else 1


def _first(files: list[str]) -> list[str]:
    return sorted(sorted(files, key=_hash)[:110])


BENCHMARK = Benchmark(
    name="oracle",
    about="Compare models with jsonschema and with datamodel-code-generator's models.",
    examine=examine,
    report=report,
    seconds=240,
    below=0.4,
    draw=_first,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run())
