"""Compares `specwright lint --preset minimal` with openapi-spec-validator on a corpus, and prints where they disagree.

    python -m tests.benchmarks.agreement [--corpus DIR] [--below MEGABYTES] [--live]

The corpus is a folder with an `index.csv`, whose columns `file`, `valid` and `why_invalid` hold the verdicts that
openapi-spec-validator gave; with `--live` it is asked again, which takes minutes. Documents whose verdict is unknown
are counted but not compared. The exit code is the number of disagreements.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specwright.diagnostics import Diagnostic, Severity, Sink
from specwright.ingest import read
from specwright.lint import LintSettings, lint
from specwright.lint.structure.reference import Refusing

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

EXPLAINED = {
    "oapi-codegen__references__multipackage__header_ref__spec.yaml": "a $ref of a response header leads nowhere; "
    "openapi-spec-validator does not look into headers",
}
"""Documents on which lint is right by the specification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the reference says about a document of the corpus."""

    file: Path
    valid: bool | None
    why: str


def main() -> int:
    """Compare, print, and return the number of disagreements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--below", type=float, default=3.0, help="leave larger documents out (megabytes)")
    parser.add_argument("--live", action="store_true", help="ask openapi-spec-validator instead of the index")
    arguments = parser.parse_args()
    verdicts = [one for one in _index(arguments.corpus) if one.file.stat().st_size < arguments.below * 1_000_000]
    if arguments.live:
        verdicts = [_ask(one.file) for one in verdicts]
    return _compare(verdicts)


def _compare(verdicts: list[Verdict]) -> int:
    disagreements = 0
    started = time.process_time()
    for verdict in verdicts:
        errors = _errors(verdict.file)
        if verdict.valid is None or verdict.valid == (not errors):
            continue
        if reason := EXPLAINED.get(verdict.file.name):
            print(f"{verdict.file.name}: explained: {reason}")
            continue
        disagreements += 1
        _print(verdict, errors)
    seconds = time.process_time() - started
    unknown = sum(verdict.valid is None for verdict in verdicts)
    print(
        f"{len(verdicts)} documents, {unknown} without a verdict, {disagreements} disagreements; {seconds:.1f} s CPU for lint"
    )
    return disagreements


def _index(corpus: Path) -> Iterator[Verdict]:
    known = {"valid": True, "invalid": False}
    with (corpus / "index.csv").open(encoding="utf-8", newline="") as rows:
        listed = {row["file"]: row for row in csv.DictReader(rows)}
    for file, row in sorted(listed.items()):
        yield Verdict(file=corpus / file, valid=known.get(row["valid"]), why=row["why_invalid"])


def _errors(file: Path) -> list[Diagnostic]:
    sink = Sink()
    document = read(file, sink=sink, name=file.name)
    if document is not None:
        lint(document, sink=sink, settings=LintSettings(preset="minimal"))
    return [one for one in sink if one.severity is Severity.ERROR]


def _ask(file: Path) -> Verdict:
    # The pure-Python backend is the one that the verdict of the issue refers to.
    os.environ["OPENAPI_SPEC_VALIDATOR_SCHEMA_VALIDATOR_BACKEND"] = "jsonschema"
    from jsonschema_path import SchemaPath
    from openapi_spec_validator.readers import read_from_filename
    from openapi_spec_validator.shortcuts import get_validator_cls

    sys.setrecursionlimit(10_000)
    try:
        tree: Any = read_from_filename(str(file))[0]
        get_validator_cls(tree)(SchemaPath.from_dict(tree, handlers=Refusing())).validate()
    except Exception as error:  # noqa: BLE001 - whatever it raises is its verdict
        return Verdict(file=file, valid=False, why=f"{type(error).__name__}: {str(error).splitlines()[0]}")
    return Verdict(file=file, valid=True, why="")


def _print(verdict: Verdict, errors: list[Diagnostic]) -> None:
    theirs = "valid" if verdict.valid else f"invalid ({verdict.why})"
    print(f"{verdict.file.name}: openapi-spec-validator says {theirs}; lint finds {len(errors)} errors")
    for error in errors[:3]:
        print(f"    {error.span}: {error.code}: {error.message}")


if __name__ == "__main__":
    sys.exit(main())
