"""Bundles and upgrades the documents of a corpus: is the result as valid as the document, and does it make the same package?

    python -m tests.benchmarks.rewriting [--corpus DIR] [--match REGEX] [--below MEGABYTES]

openapi-spec-validator judges; a document that it refuses to begin with need not come out valid. Of 2.0, what refers to
`#/definitions` stands elsewhere afterwards, so that the table of models by pointer is left out of the comparison.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import validate
from tests.benchmarks.corpus import Benchmark, Row

import specwright

_SAMPLE = 60
_BY_POINTER = "models/__init__.py"


def examine(file: Path) -> Row:
    """What becomes of one document, by what was done to it; nothing where all is well."""
    sound = _why_invalid(file) is None
    row: Row = {"sound": sound}
    with tempfile.TemporaryDirectory() as name:
        before = _package(file)
        for verb in (specwright.bundle, specwright.upgrade):
            output = Path(name, f"{verb.__name__}.yaml")
            if verb(file, output=output).document is None:
                row[verb.__name__] = "refused"
            elif sound and (why := _why_invalid(output)):
                row[verb.__name__] = f"invalid: {why}"
            elif changed := _different(before, _package(output)):
                row[verb.__name__] = f"another package: {', '.join(changed[:5])}"
    return row


def report(rows: list[Row]) -> int:
    """Print what went wrong; returns how many documents that is true of."""
    wrong = [(row, verb) for row in rows for verb in ("failed", "bundle", "upgrade") if verb in row]
    for row, verb in wrong:
        print(f"{row['file']}: {verb}: {row[verb]}")
    sound = sum(bool(row.get("sound")) for row in rows)
    print(f"{len(rows)} documents, {sound} of them valid: {len({row['file'] for row, _ in wrong})} with differences")
    return min(len(wrong), 125)


def _package(file: Path) -> Mapping[str, bytes]:
    made = specwright.generate(file, package="same", client="sync", dry_run=True)
    return {artifact.path: artifact.content for artifact in made.package.artifacts} if made.package else {}


def _different(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    return [path for path in {**before, **after} if before.get(path) != after.get(path) and path != _BY_POINTER]


def _why_invalid(file: Path) -> str | None:
    text = file.read_text("utf-8")
    try:
        tree: Any = json.loads(text) if file.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
        validate(tree)
    except Exception as problem:  # noqa: BLE001 -- whatever it raises, it does not accept the document
        return f"{type(problem).__name__}: {str(problem).splitlines()[0][:200]}"
    return None


def _drawn(files: list[str]) -> list[str]:
    chosen: Callable[[list[str], int], list[str]] = random.Random(3).sample
    return sorted(chosen(files, min(_SAMPLE, len(files))))


BENCHMARK = Benchmark(
    name="rewriting",
    about="Is a bundled or upgraded document valid, and does it make the same package?",
    examine=examine,
    report=report,
    below=0.4,
    draw=_drawn,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run())
