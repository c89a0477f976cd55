"""Compares our models with datamodel-code-generator's and with jsonschema, on payloads made from schemas of a corpus.

    python -m tests.benchmarks.oracle [--corpus DIR] [--match RE]

Two component schemas of each of 150 documents, both drawn by a hash of a seed and their names; of these the first 200 of
which the other generator makes a model. Hypothesis makes 30 payloads of each that should be valid, and as many that are then
damaged somewhere; none twice, so that a schema with two values has two and two. Each is judged by jsonschema, by our strict
policies (what both a request and a response may be, as JSON Schema knows no direction), and by the other generator's model,
made with its strictest settings, in pydantic's strict mode. All three know the types that keywords imply, and hold to the
same formats: those that have a Python type. Needs `datamodel-code-generator`. A schema on which anyone spends more than a
minute of processor time is left out, and named.
Agreement is told for all documents, for those of real services, and for the test data of generators, which is there
because someone stumbled over it. The exit code is 1 when all three agree on less than 98 % of all payloads, or a difference
of ours has no reason.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from tests.benchmarks.classes import class_of, reason_of
from tests.benchmarks.corpus import Benchmark, Generated, Row, generated
from tests.benchmarks.judge import Judge, Verdict
from tests.benchmarks.payloads import damaged, payloads
from tests.benchmarks.peer_model import peer_model, standalone

from specwright.ingest.document import Document, Node, join
from specwright.lower.tree import Tree, mapping

_SEED = "1"
_DOCUMENTS = 150
_EACH = 2
_SCHEMAS = 200
_PAYLOADS = 60
_SECONDS = 60
_ENOUGH = 98


def drawn(document: Document) -> list[str]:
    """The component schemas that stand for a document: the first by a hash of their pointers that say something."""
    components = mapping(mapping(document.root.get("components")).get("schemas"))
    telling = [join("/components/schemas", key) for key, schema in components.items() if _tells(schema)]
    return sorted(telling, key=_drawn_by)[:_EACH]


def _drawn_by(name: str) -> str:
    return sha256(f"{_SEED} {name}".encode()).hexdigest()


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
            other = peer_model(standalone(meant.root, pointer), folder)
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


def _payloads(tree: Tree, pointer: str) -> list[Node]:
    """Payloads of a schema, no two the same: some as they are made, then no more that are damaged."""
    valid = payloads(tree, pointer)
    made = _collected(valid, _PAYLOADS // 2, {})
    return [*_collected(damaged(valid), 2 * len(made), made).values()]


def _collected(strategy: SearchStrategy[Node], most: int, known: Mapping[str, Node]) -> dict[str, Node]:
    """What is known with values of a strategy, by their texts, until there are `most`."""
    found = {**known}
    checks, phases = list(HealthCheck), [Phase.generate]
    fixed = settings(derandomize=True, database=None, deadline=None, suppress_health_check=checks, phases=phases)

    @settings(fixed, max_examples=_PAYLOADS)
    @given(strategy)
    def collect(payload: Node) -> None:
        if len(found) < most:
            found[json.dumps(payload, sort_keys=True)] = payload

    collect()
    return found


def _ours(codec: Any, form: Any, payload: Node) -> str:
    """Why our model refuses a payload; empty when it accepts it, in a request and in a response."""
    for policy in ("strict", "response"):
        try:
            codec.decode_value(form, payload, policy)
        except codec.InvalidValue as error:
            return str(error.problems[0].kind)
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
    return 0 if not unexplained and _share(totals["all"], "all agree") >= _ENOUGH else 1


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
