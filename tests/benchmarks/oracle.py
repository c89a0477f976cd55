"""Compares our models with datamodel-code-generator's and with jsonschema, on payloads made from schemas of a corpus.

    python -m tests.benchmarks.oracle [--corpus DIR] [--match RE]

Two component schemas of each of 150 documents, both drawn by a hash of a seed and their names; of these the first 200 of
which the other generator makes a model. Hypothesis makes payloads that should be valid; about every second one is then
damaged somewhere. Each is judged by jsonschema, by our strict policy, and by the other generator's model, made with its
strictest settings, in pydantic's strict mode. All three know the types that keywords imply, and hold to formats. Needs
`datamodel-code-generator`. A schema on which anyone spends more than a minute of
processor time is left out, and named.
Agreement is told for all documents, for those of real services, and for the test data of generators, which is there
because someone stumbled over it. The exit code is 1 when ours and jsonschema agree on less than 98 % of all payloads, or a
difference of ours has no reason: what others get wrong is counted and named, and no one here can mend it.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import signal
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from tests.benchmarks.classes import class_of, reason_of
from tests.benchmarks.corpus import Benchmark, Generated, Row, generated
from tests.benchmarks.judge import Judge, Verdict
from tests.benchmarks.payloads import damaged, payloads

from specwright.ingest.document import Document, Node, join
from specwright.lower.tree import Tree, mapping

_SEED = "1"
_DOCUMENTS = 150
_EACH = 2
_SCHEMAS = 200
_PAYLOADS = 60
_SECONDS = 60
_ENOUGH = 98
_STRICTEST = {
    "check_pattern_maps_strictly": True,
    "field_constraints": True,
    "filter_literal_values": True,
    "generate_schema_validators": True,
    "intersect_allof_keywords": True,
    "read_const_beside_enum": True,
    "strict_nullable": True,
    "use_missing_sentinel": True,
    "use_tuple_for_closed_arrays": True,
    "use_tuple_for_fixed_items": True,
    "use_tuple_for_fixed_length_arrays": True,
}
"""Settings of the other generator that bring its models closer to what the schemas say. All others were tried: they change
nothing, or make it worse, as does asking its models in pydantic's lax mode."""
_COMPONENTS = "#/components/schemas/"


def drawn(document: Document) -> list[str]:
    """The component schemas that stand for a document: the first by a hash of their pointers that say something."""
    components = mapping(mapping(document.root.get("components")).get("schemas"))
    telling = [join("/components/schemas", key) for key, schema in components.items() if _tells(schema)]
    return sorted(telling, key=_drawn_by)[:_EACH]


def _drawn_by(name: str) -> str:
    return _hash(f"{_SEED} {name}")


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
        meant = Judge(made.document, as_meant=True)
        return {"schemas": [_compared(made, pointer, meant, Path(folder)) for pointer in made.forms]}


def _compared(made: Generated, pointer: str, meant: Judge, folder: Path) -> Row:
    """The payloads of one schema, counted by who accepts them."""
    outcome: Row = {"pointer": pointer, "counts": Counter(), "classes": Counter(), "other": False}
    try:
        with _limited(_SECONDS):
            other = _other_model(standalone(meant.root, pointer), folder)
            if other is None:
                return outcome
            outcome["other"] = True
            for payload in _payloads(Tree(made.document), pointer):
                if (verdict := meant.verdict(payload, pointer)) is not None:
                    ours = _ours(made.codec, made.forms[pointer], payload)
                    _compare(outcome, verdict, ours, other(payload))
    except _TimeIsUp:
        return {**outcome, "failed": f"no end after {_SECONDS} s of processor time"}
    return outcome


class _TimeIsUp(BaseException):
    """No error that anyone on the way would take for his own."""


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TimeIsUp

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def standalone(root: dict[str, Any], pointer: str) -> dict[str, Any]:
    """The component schema at `pointer` with all others that it needs, as a JSON Schema of its own."""
    components, definitions, waiting = root["components"]["schemas"], dict[str, Node](), list[str]()
    schema = _localized(components[_name_of(pointer)], waiting)
    while waiting:
        name = waiting.pop()
        if name not in definitions:
            definitions[name] = _localized(components.get(name, {}), waiting)
    return {**schema, "$defs": definitions} if definitions else schema


def _name_of(pointer: str) -> str:
    return pointer.removeprefix("/components/schemas/").replace("~1", "/").replace("~0", "~")


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
                **_STRICTEST,
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


def _compare(outcome: Row, verdict: Verdict, ours: str, theirs: str) -> None:
    counts, classes = outcome["counts"], outcome["classes"]
    agree = {"ours": verdict.accepted == (not ours), "theirs": verdict.accepted == (not theirs)}
    counts["payloads"] += 1
    counts["valid"] += verdict.accepted
    counts["ours agrees"] += agree["ours"]
    counts["theirs agrees"] += agree["theirs"]
    counts["all agree"] += all(agree.values())
    for who, refused in (("ours", ours), ("theirs", theirs)):
        if not agree[who]:
            classes[f"{who}: {class_of(verdict, refused, meant=verdict)}"] += 1


def report(rows: list[Row]) -> int:
    """Print the classes of differences, and the agreement on the schemas of each folder and on all."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    classes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, each in _sample(rows):
        for group in (place.partition("/")[0], "all"):
            totals[group].update(each["counts"], schemas=1)
        for why, number in each["classes"].items():
            classes[why].append((number, place))
    unexplained = _print_classes(classes)
    for group, total in sorted(totals.items(), key=lambda entry: entry[1]["payloads"]):
        _print_agreement(group, total)
    return 0 if not unexplained and _share(totals["all"], "ours agrees") >= _ENOUGH else 1


def _print_classes(classes: dict[str, list[tuple[int, str]]]) -> bool:
    """Print each class with its reason, or else where it is met; whether a difference of ours has none."""
    unexplained = False
    for why, places in sorted(classes.items(), key=lambda entry: -sum(number for number, _ in entry[1])):
        who, _, name = why.partition(": ")
        reason = reason_of(who, name)
        unexplained = unexplained or (who == "ours" and not reason)
        print(f"{sum(number for number, _ in places):6} {why} ({reason or 'e.g. ' + max(places)[1]})")
    return unexplained


def _print_agreement(group: str, total: Counter[str]) -> None:
    shares = ", ".join(f"{key} {_share(total, key):.2f} %" for key in ("ours agrees", "theirs agrees", "all agree"))
    print(f"{group}: {total['schemas']} schemas, {total['payloads']} payloads ({total['valid']} valid): {shares}")


def _share(total: Counter[str], key: str) -> float:
    return 100 * total[key] / (total["payloads"] or 1)


def _sample(rows: list[Row]) -> list[tuple[str, Row]]:
    """The schemas that are compared, of those that all three know; what is left out is printed."""
    drawn: list[tuple[str, Row]] = []
    for row in rows:
        if "failed" in row:
            print(f"{row['file']}: {row['failed']}")
        for each in row.get("schemas", ()):
            place = f"{row['file']}#{each['pointer']}"
            if "failed" in each or not each["other"]:
                print(f"{place}: {each.get('failed', 'datamodel-code-generator makes no model')}")
            else:
                drawn.append((place, each))
    return sorted(drawn, key=lambda entry: _drawn_by(entry[0]))[:_SCHEMAS]


def _first(files: list[str]) -> list[str]:
    return sorted(sorted(files, key=_drawn_by)[:_DOCUMENTS])


BENCHMARK = Benchmark(
    name="oracle",
    about="Compare models with jsonschema and with datamodel-code-generator's models.",
    examine=examine,
    report=report,
    seconds=300,
    below=0.4,
    draw=_first,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run())
