"""Fixes every document of the corpus, in memory, and checks what fixing promises.

    python -m tests.benchmarks.fixes [--unsafe] [--below MEGABYTES] [FILE ...]

A second run fixes nothing; the fixed document has no error that the first did not have; generation has no more to say about
it than before and, after safe fixes, gives the same names to what had a name. That the tree changes as the fixes say and
no further is checked by fixing itself. The exit code is the number of documents with a broken promise.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from specwright.config import LintSettings
from specwright.diagnostics import Diagnostic, Severity, Sink
from specwright.ingest import References, read
from specwright.lower import lower
from specwright.mend import fix
from specwright.project import lint

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SETTINGS = LintSettings(preset="all")


def main() -> int:
    """Fix, check, print, and return the number of documents with a broken promise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--below", type=float, default=1.0)
    parser.add_argument("--unsafe", action="store_true")
    arguments = parser.parse_args()
    started, gone, broken = time.process_time(), 0, 0
    files = arguments.files or _listed(arguments.corpus, arguments.below)
    for file in files:
        fixed, problems = _check(file, arguments.unsafe)
        gone += fixed
        broken += bool(problems)
        for problem in problems:
            print(f"{file.name}: {problem}", flush=True)
    print(f"{len(files)} documents, {gone} fixes, {broken} with a problem; {time.process_time() - started:.0f} s CPU")
    return broken


def _listed(corpus: Path, below: float) -> list[Path]:
    with (corpus / "index.csv").open(encoding="utf-8", newline="") as rows:
        files = [corpus / row["file"] for row in csv.DictReader(rows)]
    return sorted(file for file in files if file.stat().st_size < below * 1e6)


def _check(file: Path, unsafe: bool) -> tuple[int, list[str]]:
    first = fix(file, SETTINGS, unsafe=unsafe)
    unsaved = {one.path: one.after.encode() for one in first.files}
    if not unsaved:
        return 0, []
    problems = []
    again = fix(file, SETTINGS, unsafe=unsafe, unsaved=unsaved)
    if again.gone:
        problems.append(f"a second run fixes {again.gone} more: {Counter(one.code for one in again.fixed)}")
    before, after = _errors(_found(file)), _errors(first.left)
    if worse := after - before:
        problems.append(f"new errors: {dict(worse)}")
    return first.gone, problems + _generation(file, unsaved, unsafe)


def _found(file: Path) -> list[Diagnostic]:
    return list(lint(file, settings=SETTINGS).diagnostics)


def _errors(found: list[Diagnostic]) -> Counter[str]:
    return Counter(one.code for one in found if one.severity is Severity.ERROR)


def _generation(file: Path, unsaved: Mapping[Path, bytes], unsafe: bool) -> list[str]:
    before, after = _planned(file, {}), _planned(file, unsaved)
    problems = []
    if worse := after[1] - before[1]:
        problems.append(f"generation has more to say: {dict(worse)}")
    if not unsafe:
        changed = [key for key, name in before[0].items() if after[0].get(key, name) != name]
        problems += [f"{key} was {before[0][key]} and is {after[0][key]}" for key in changed[:3]]
    return problems


def _planned(file: Path, unsaved: Mapping[Path, bytes]) -> tuple[Mapping[str, str], Counter[str]]:
    sink = Sink()
    document = read(file, sink=Sink(), name=file.name, references=References(unsaved=unsaved))
    names = lower(document, sink=sink).names if document is not None else {}
    return names, Counter(one.code for one in sink)


if __name__ == "__main__":
    sys.exit(main())
