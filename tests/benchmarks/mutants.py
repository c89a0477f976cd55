"""Puts the defect of every rule into documents of the corpus, at places that chance chooses, and looks for it there.

    python -m tests.benchmarks.mutants [--count 20] [--seed 1] [--below KILOBYTES]

For each rule, documents are taken until one has no finding of the rule at the chosen place. The exit code is the number of
rules whose defect was not found.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from tests.lint.mutation import found_at, mutant

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.ingest.document import Document
from specwright.lint import RULES
from specwright.lint.rule import Rule
from specwright.lint.survey import survey

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def main() -> int:
    """Mutate, look, print, and return the number of rules with a miss."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--count", type=int, default=20, help="documents")
    parser.add_argument("--below", type=float, default=60, help="leave larger documents out (kilobytes)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    files = list(_chosen(arguments.corpus, arguments.below, rng))[: arguments.count]
    documents = [document for file in files if (document := read(file, sink=Sink(), name=file.name)) is not None]
    missed = 0
    for rule in RULES:
        tried, misses = _try(rule, documents, rng)
        missed += bool(misses)
        print(f"{rule.name:45} {tried:3} documents" + "".join(f"\n    missed: {miss}" for miss in misses))
    print(f"{len(RULES)} rules, {missed} with a miss")
    return missed


def _chosen(corpus: Path, below: float, rng: random.Random) -> Iterator[Path]:
    with (corpus / "index.csv").open(encoding="utf-8", newline="") as rows:
        listed = [row for row in csv.DictReader(rows) if row["openapi"].startswith("3")]
    rng.shuffle(listed)
    return (file for row in listed if (file := corpus / row["file"]).stat().st_size < below * 1000)


def _try(rule: Rule, documents: list[Document], rng: random.Random) -> tuple[int, list[str]]:
    tried, misses = 0, []
    for document in documents:
        before = found_at(rule, document)
        made = mutant(rule, document.source(), survey(document), rng)
        if made is None or made.places <= before:
            continue
        tried += 1
        for place in sorted(made.places - before - _found(rule, made.tree)):
            misses.append(f"{document.file} {place}")
    return tried, misses


def _found(rule: Rule, tree: object) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "openapi.yaml"
        file.write_text(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True), encoding="utf-8")
        document = read(file, sink=Sink(), name=file.name)
        return set() if document is None else found_at(rule, document)


if __name__ == "__main__":
    sys.exit(main())
