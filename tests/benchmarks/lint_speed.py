"""CPU time of `specwright lint` on documents of the corpus, reading and printing included.

python -m tests.benchmarks.lint_speed [FILE ...]
"""

from __future__ import annotations

import io
import sys
import time
from itertools import pairwise
from pathlib import Path

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lint import lint
from specwright.report import print_diagnostics

VENDORS = Path(__file__).parents[3] / "shared" / "corpus" / "vendors"
LARGE = tuple(
    VENDORS / name for name in ("redocly-museum.yaml", "spotify.yml", "github.json", "stripe.json", "kubernetes.json")
)


def main(files: tuple[Path, ...]) -> None:
    """Print one row per document."""
    print(f"{'document':24} {'MB':>6} {'read':>7} {'lint':>7} {'print':>7} findings")
    for file in files:
        sink, seconds = Sink(), [time.process_time()]
        document = read(file, sink=sink, name=file.name)
        seconds.append(time.process_time())
        if document is not None:
            lint(document, sink=sink)
        seconds.append(time.process_time())
        print_diagnostics(sink, format="text", stream=io.StringIO())
        seconds.append(time.process_time())
        spent = " ".join(f"{after - before:6.2f}s" for before, after in pairwise(seconds))
        print(f"{file.name:24} {file.stat().st_size / 1e6:6.2f} {spent} {len(sink)}")


if __name__ == "__main__":
    main(tuple(map(Path, sys.argv[1:])) or LARGE)
