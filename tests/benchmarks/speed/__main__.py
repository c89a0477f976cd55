"""The command."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import speed
from tests.benchmarks.speed.bench import DCG, OPC, Bench
from tests.benchmarks.speed.peers import Peers
from tests.benchmarks.speed.rows import ROWS, Row
from tests.benchmarks.speed.table import markdown, replaced, where

README = Path(__file__).parents[3] / "README.md"


def main() -> int:
    """Measure the rows that are asked for, and print the table of all that are known."""
    arguments = _arguments()
    known: dict[str, str] = json.loads(arguments.results.read_text()) if arguments.results.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        peers = Peers((arguments.peers or Path(folder) / "peers").resolve())
        bench = Bench(
            folder=Path(folder),
            corpus=arguments.corpus,
            named={name: Path(file).resolve() for name, _, file in (one.partition("=") for one in arguments.document)},
            peers=peers,
            runs=arguments.runs,
        )
        for measure in dict.fromkeys(row.measure for row in _chosen(arguments.row)):
            print(f"{measure.__name__} ...", file=sys.stderr, flush=True)
            known |= measure(bench)
            arguments.results.write_text(json.dumps(known, indent=2))
        table = markdown(ROWS, known, where({name: peers.version(name) for name in (OPC, DCG)}, arguments.runs))
    print(table, end="")
    if arguments.readme:
        README.write_text(replaced(README.read_text("utf-8"), table), "utf-8")
    return 0


def _chosen(names: list[str] | None) -> list[Row]:
    return [row for row in ROWS if (row.name in names if names is not None else not row.optional)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.speed",
        description=speed.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kept = Path(tempfile.gettempdir()) / "specwright-speed.json"
    parser.add_argument("corpus", type=Path, help="a folder of documents")
    parser.add_argument(
        "--document", action="append", default=[], metavar="NAME=FILE", help="github, stripe, msgraph-v1.0"
    )
    parser.add_argument("--row", action="append", nargs="*", help=" ".join(row.name for row in ROWS))
    parser.add_argument("--runs", type=int, default=3, help="of each command; of short ones more")
    parser.add_argument("--peers", type=Path, help="where the environments of other generators are kept")
    parser.add_argument("--results", type=Path, default=kept, help=f"where figures are kept ({kept})")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    arguments = parser.parse_args()
    arguments.row = [name for names in arguments.row for name in names] if arguments.row is not None else None
    if unknown := {*(arguments.row or ())} - {row.name for row in ROWS}:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
