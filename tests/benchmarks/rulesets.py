"""Compares what rulesets of teams find, run here and by the Spectral CLI, rule by rule and place by place.

    python -m tests.benchmarks.rulesets --spectral node_modules/.bin/spectral [--count 30] [--ruleset NAME] [--rule NAME]

The rulesets are those in the folder `rulesets`, written as teams write theirs. Documents and the kept output are those of
`tests.benchmarks.spectral`. Rules of `spectral:oas` itself are compared there, and left out here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.spectral import ALSO, CORPUS, Places, chosen

from specwright.config import LintSettings
from specwright.diagnostics import Severity, Sink
from specwright.ingest.document import join
from specwright.lint import lint
from specwright.lint.spectral.names import SPECTRAL
from specwright.pipeline import read, rules

RULESETS = Path(__file__).with_name("rulesets")
_KEY = "Spectral loses the way at a key that a URI has to encode, behind a reference, and names what holds the key"
LINT_IS_RIGHT = (
    ("openapi-ts__full.yaml", "/components/schemas", _KEY),
    ("openapi-ts__full.yaml", "/components/schemas/ModelWithProperties/properties", _KEY),
    ("openapi-ts__discriminator-allof-nested.json", "/components/schemas/VehicleDto/properties", _KEY),
    ("daniweb.com.json", "/schema/properties", _KEY),
    ("amadeus-flight-most-booked-destinations.json", "/content", _KEY),
    ("amadeus-flight-most-booked-destinations.json", "/content/application~1vnd.amadeus+json", _KEY),
    ("redocly-cafe.yaml", "/parameters/0/required", "in OpenAPI 3.2 nothing beside a $ref counts"),
    ("request-body-generic-binding.yaml", "/components/schemas/Group", "a reference in a schema with $id is followed"),
    ("request-body-generic-binding.yaml", "/components/schemas/User", "a reference in a schema with $id is followed"),
)
"""End of the file's name, end of the place, and why; these differences are listed, not counted."""

_SEVERITIES = {0: Severity.ERROR, 1: Severity.WARNING, 2: Severity.INFO, 3: Severity.INFO}


def main() -> int:
    """Compare, print, and return the number of rules below 99 percent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--spectral", default="spectral", help="the command")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "spectral-rulesets")
    parser.add_argument("--ruleset", help="only this one")
    parser.add_argument("--rule", help="list all differences of one rule")
    arguments = parser.parse_args()
    arguments.kept.mkdir(exist_ok=True)
    files = [file.resolve() for file in chosen(arguments.corpus)][: arguments.count]
    below = 0
    for ruleset in sorted(RULESETS.glob("*.yaml")):
        if arguments.ruleset in (None, ruleset.stem):
            below += _compare(ruleset, files, arguments)
    return below


def _compare(ruleset: Path, files: list[Path], arguments: argparse.Namespace) -> int:
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    different: dict[str, list[str]] = defaultdict(list)
    spent = 0.0
    for file, theirs in _theirs(ruleset, files, arguments).items():
        before = time.process_time()
        ours = _ours(ruleset, file)
        spent += time.process_time() - before
        for rule in theirs.keys() | ours.keys():
            known, found = theirs.get(rule, set()), ours.get(rule, set())
            right = {place: why for place in known ^ found if (why := _why(file.name, place))}
            different[rule] += [f"lint is right:  {file.name} {place}: {why}" for place, why in sorted(right.items())]
            known, found = known - right.keys(), found - right.keys()
            tally[rule] = [
                sum(pair)
                for pair in zip(tally[rule], map(len, (known & found, known - found, found - known)), strict=True)
            ]
            different[rule] += [f"only Spectral: {file.name} {place or '/'}" for place in sorted(known - found)]
            different[rule] += [f"only lint:     {file.name} {place or '/'}" for place in sorted(found - known)]
    print(f"{ruleset.name} ({spent:.1f} s here)")
    return _print(tally, different, arguments.rule)


def _print(tally: dict[str, list[int]], different: dict[str, list[str]], rule: str | None) -> int:
    below = 0
    for name, (both, missed, extra) in sorted(tally.items()):
        total = both + missed + extra
        share = both / total if total else 1.0
        below += share < 0.99
        print(f"  {name:34} {both:6} {missed:6} {extra:6} {share:7.1%}")
        for line in different[name][: None if name == rule else 3]:
            print(f"      {line}")
    return below


def _theirs(ruleset: Path, files: list[Path], arguments: argparse.Namespace) -> dict[Path, Places]:
    output = arguments.kept / f"{ruleset.stem}-{len(files)}.json"
    if not output.exists():
        command = [arguments.spectral, "lint", *map(str, files), "-r", str(ruleset), "-f", "json", "--quiet"]
        run = subprocess.run(command, capture_output=True, check=False)
        output.write_bytes(run.stdout or run.stderr)
    places: dict[Path, Places] = {file: defaultdict(set) for file in files}
    for one in json.loads(output.read_text(encoding="utf-8")):
        if _is_compared(one["code"]) and Path(one["source"]) in places:
            place = f"{join('', *one['path'])} {_SEVERITIES[one['severity']]}"
            places[Path(one["source"])][one["code"]].add(place)
    return places


def _ours(ruleset: Path, file: Path) -> Places:
    sink, told = Sink(), Sink()
    document = read(file, sink=Sink())
    assert document is not None
    lint(document, sink=sink, settings=rules(file, document, LintSettings(ruleset=ruleset), sink=told))
    assert not len(told), told.diagnostics
    places: Places = defaultdict(set)
    for one in sink:
        if _is_compared(one.code):
            places[one.code].add(f"{document.origin(one.pointer or '').pointer} {one.severity}")
    return places


def _why(file: str, place: str) -> str | None:
    at = place.rpartition(" ")[0]
    return next((why for name, end, why in LINT_IS_RIGHT if file.endswith(name) and at.endswith(end)), None)


def _is_compared(code: str) -> bool:
    return code not in SPECTRAL and code not in ALSO and code not in ("invalid-ref", "parser", "unrecognized-format")


if __name__ == "__main__":
    sys.exit(main())
