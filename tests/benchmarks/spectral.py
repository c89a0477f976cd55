"""Compares lint with the Spectral CLI, rule by rule and place by place, and lists where they differ.

    python -m tests.benchmarks.spectral --spectral node_modules/.bin/spectral [--count 30] [--rule NAME] [FILE ...]

Without files, documents of the corpus are taken (OpenAPI 3, below 120 KB, in an order that a fixed seed shuffles), those in
the folder `shared`, and the bad and good examples of all rules that both have, so that each is compared. Spectral
runs with all rules of its ruleset `spectral:oas`; what it printed is kept in `--kept DIR`, so that a second run is fast. A
finding is the same where rule and JSON Pointer are; each rule is compared by the places that either of the two names.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.lint.documents import complete

from specwright.diagnostics import Severity, Sink
from specwright.ingest import read
from specwright.ingest.document import join, split
from specwright.lint import RULES, LintSettings, lint
from specwright.lint.spectral.names import SPECTRAL

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
RULESET = 'extends: [["spectral:oas", all]]\n'
SHARED = frozenset(name for name in SPECTRAL if not name.startswith("oas2-"))
"""The rules of Spectral's ruleset that are about OpenAPI 3."""

BY_DOCUMENT = frozenset({"oas3-schema"})
"""Validators word and place what they find in their own ways, so these are compared by document."""

BY_EXAMPLE = frozenset({"oas3-valid-media-example", "oas3-valid-schema-example"})
"""A fault within an example is placed at the example by one, and at the part of it that is wrong by the other."""

FINER = frozenset(
    {
        "array-items",
        "duplicated-entry-in-enum",
        "oas3-examples-value-or-externalValue",
        "oas3_2-no-deprecated-xml-attribute",
    }
)
"""Lint names the part of an object that is wrong, and Spectral the object; these are compared by Spectral's place."""

BY_SERVER = frozenset({"oas3-server-variables"})
"""A variable that is missing is placed at the URL that has it by one, and at the variables by the other."""

ALSO = {"default-violates-schema": "oas3-valid-schema-example", "equivalent-path-templates": "path-params"}
"""What lint reports under the first name and Spectral, with other things, under the second."""

LINT_IS_RIGHT = (
    ("oas3-unused-component", "recursive-generic-binding.yaml", "a reference in a schema with $id is followed"),
    ("oas3-unused-component", "discriminator-all-of.yaml", "the mapping of a discriminator refers to the component"),
    ("oas3-valid-media-example", "meilisearch.com.json", "nullable without a type is no fault of the example"),
    ("oas3-valid-media-example", "lgtm.com.json", "details is an array; a $ref in a value is no reference"),
    ("oas3-valid-schema-example", "oxide-propolis.json", "nullable without a type is no fault of the example"),
    ("oas3-valid-schema-example", "ogen__time_extension.yml", "the format time is not asserted by default"),
    ("oas3-parameter-description", "ogen__webhooks.json", "a webhook has parameters, too"),
    ("array-items", "3.1_specific.openapi.yaml", "prefixItems says what the items are"),
    ("oas3-examples-value-or-externalValue", "redocly-cafe.yaml", "dataValue is a field of examples since OpenAPI 3.2"),
    ("oas3-valid-media-example", "redocly-cafe.yaml", "dataValue is a field of examples since OpenAPI 3.2"),
    ("oas3-valid-media-example", "nytimes.com__books_api.json", "nullable without a type is no fault of the example"),
    (
        "oas3-unused-component",
        "kiota__request-body-generic-binding.yaml",
        "a reference in a schema with $id is followed",
    ),
    (
        "oas3-unused-component",
        "discriminator-non-string.yaml",
        "the mapping of a discriminator refers to the component",
    ),
    ("oas3_1-servers-in-webhook", "webhooks.yaml", "the servers of the webhook itself are servers in a webhook"),
    ("oas3_1-servers-in-webhook", "in-webhook-bad.yaml", "the servers of the webhook itself are servers in a webhook"),
    ("oas3-callbacks-in-callbacks", "in-callbacks-bad.yaml", "callbacks among the components are callbacks, too"),
    ("operation-parameters", "operations.yaml", "parameters of path items must be unique, too (3.0.4 section 4.8.9.1)"),
    ("license-url", "info-license-good.yaml", "since 3.1 an identifier takes the place of the URL"),
    ("oas3-schema", "gisgraphy.com.json", "JSON Schema 2020-12 (validation, 7.2.1) does not assert formats by default"),
)
"""Rule, end of the file's name, and why the specification agrees with lint; these differences are listed, not counted."""

Places = dict[str, set[str]]
"""JSON Pointers by rule."""


def main() -> int:
    """Compare, print, and return the number of rules below 99 percent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--spectral", default="spectral", help="the command")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "spectral-findings")
    parser.add_argument("--rule", help="list all differences of one rule")
    arguments = parser.parse_args()
    arguments.kept.mkdir(exist_ok=True)
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    different: dict[str, list[str]] = defaultdict(list)
    files = arguments.files or list(chosen(arguments.corpus))[: arguments.count]
    if not arguments.files:
        files += sorted(Path(__file__).with_name("shared").glob("*.yaml"))
        files += _examples(arguments.kept / "examples")
    files = [file.resolve() for file in files]
    _ask(files, arguments.spectral, arguments.kept)
    for file in files:
        theirs, ours = _theirs(file, arguments.kept), _ours(file)
        if theirs is not None and ours is not None:
            _compare(file.name, theirs, ours, tally, different)
    return _print(tally, different, arguments.rule)


def chosen(corpus: Path) -> Iterator[Path]:
    with (corpus / "index.csv").open(encoding="utf-8", newline="") as rows:
        listed = [row for row in csv.DictReader(rows) if row["openapi"].startswith("3")]
    random.Random(7).shuffle(listed)
    for row in listed:
        file = corpus / row["file"]
        if 1_500 < file.stat().st_size < 120_000:
            yield file


def _ask(files: list[Path], command: str, kept: Path) -> None:
    """Let Spectral look at the files whose findings are not kept, all at once."""
    missing = [file for file in files if not _kept(file, kept).exists()]
    if not missing:
        return
    ruleset = kept / "ruleset.yaml"
    ruleset.write_text(RULESET, encoding="utf-8")
    arguments = [command, "lint", *map(str, missing), "-r", str(ruleset), "-f", "json", "--quiet"]
    run = subprocess.run(arguments, capture_output=True, check=False)
    found: dict[str, list[object]] = defaultdict(list)
    for one in json.loads(run.stdout or b"[]"):
        found[one["source"]].append(one)
    for file in missing:
        _kept(file, kept).write_text(json.dumps(found[str(file)]), encoding="utf-8")


def _kept(file: Path, kept: Path) -> Path:
    return kept / f"{file.parent.name}__{file.name}.json"


def _theirs(file: Path, kept: Path) -> Places | None:
    places: Places = defaultdict(set)
    for one in json.loads(_kept(file, kept).read_text(encoding="utf-8")):
        places[one["code"]].add(join("", *one["path"]))
    return None if "unrecognized-format" in places else places


def _examples(folder: Path) -> Iterator[Path]:
    """The bad and the good example of each rule that both have, as documents."""
    folder.mkdir(exist_ok=True)
    for rule in RULES:
        if rule.name in SHARED:
            for kind, text in (("bad", rule.bad), ("good", rule.good)):
                file = folder / f"{rule.name}-{kind}.yaml"
                file.write_text(complete(text), encoding="utf-8")
                yield file


def _ours(file: Path) -> Places | None:
    sink = Sink()
    document = read(file, sink=sink, name=file.name)
    if document is None:
        return None
    found = Sink()
    settings = LintSettings(preset="minimal", severities=dict.fromkeys([*SHARED, *ALSO], Severity.WARNING))
    lint(document, sink=found, settings=settings)
    places: Places = defaultdict(set)
    for one in found:
        places[ALSO.get(one.code, one.code)].add(document.origin(one.pointer or "").pointer)
    return places


def _compare(
    name: str, theirs: Places, ours: Places, tally: dict[str, list[int]], different: dict[str, list[str]]
) -> None:
    for rule in (theirs.keys() | ours.keys()) & SHARED:
        known, found = theirs.get(rule, set()), ours.get(rule, set())
        if rule in BY_DOCUMENT:
            known, found = {""} if known else set(), {""} if found else set()
        if rule in BY_EXAMPLE:
            known, found = {_example(place) for place in known}, {_example(place) for place in found}
        if rule in BY_SERVER:
            known, found = {_server(place) for place in known}, {_server(place) for place in found}
        if rule in FINER:
            found = {next((held for held in known if place.startswith(f"{held}/")), place) for place in found}
        missed, extra = known - found, found - known
        if reason := next((why for of, end, why in LINT_IS_RIGHT if of == rule and name.endswith(end)), None):
            different[rule] += [f"lint is right:  {name} {place or '/'}: {reason}" for place in sorted(missed | extra)]
            missed, extra = set(), set()
        tally[rule][0] += len(known & found)
        tally[rule][1] += len(missed)
        tally[rule][2] += len(extra)
        different[rule] += [f"only Spectral: {name} {place or '/'}" for place in sorted(missed)]
        different[rule] += [f"only lint:     {name} {place or '/'}" for place in sorted(extra)]


def _server(place: str) -> str:
    """The server that a place is in."""
    before, _, after = place.partition("/servers/")
    return f"{before}/servers/{after.partition('/')[0]}"


def _example(place: str) -> str:
    """The example that a place is in; the place itself where that can't be told."""
    steps = split(place)
    marks = [index for index, step in enumerate(steps) if step in ("example", "value", "default", "examples")]
    return join("", *steps[: marks[-1] + 1]) if marks else place


def _print(tally: dict[str, list[int]], different: dict[str, list[str]], rule: str | None) -> int:
    below = 0
    print(f"{len(tally)} of {len(SHARED)} shared rules fired")
    print(f"{'rule':42} {'same':>6} {'Spectral':>9} {'lint':>6}")
    for name, (both, missed, extra) in sorted(tally.items()):
        total = both + missed + extra
        share = both / total if total else 1.0
        below += share < 0.99
        print(f"{name:42} {both:6} {missed:9} {extra:6} {share:7.1%}")
        for line in different[name][: None if name == rule else 4]:
            print(f"    {line}")
    return below


if __name__ == "__main__":
    sys.exit(main())
