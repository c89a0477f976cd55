"""Runs mypy --strict and pyright strict over the packages of a corpus: models, clients and server stubs.

    python -m tests.benchmarks.types [--corpus DIR] [--match RE] [--below MEGABYTES] [--seconds PER_DOCUMENT]

Documents below 1 MB, and some large ones by name. Also counts the operations that return `Any`. The exit code is 1
when a type checker finds anything, or does not come to its end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import Benchmark, Row, write_package

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.lower import lower
from specwright.lower.algebra import ANY
from specwright.render import RenderOptions, render

_LARGE = frozenset({"github", "stripe", "kubernetes", "discord"})
_PYRIGHT = {"typeCheckingMode": "strict", "include": ["made"], "exclude": ["**/_runtime"], "pythonVersion": "3.11"}
"""The runtime is the same in all packages: the tests check it once."""


def examine(file: Path) -> Row:
    """What the type checkers say of one document's package."""
    document = read(file, sink=Sink(), name=file.name)
    if document is None:
        return {"refused": True}
    api = lower(document, sink=Sink())
    operations = [operation for service in api.services for operation in service.operations]
    options = RenderOptions(package="made", document=b"{}")
    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder, "made"), {each.path: each.content for each in render(api, options)})
        return {
            "mypy": _mypy(folder),
            "pyright": _pyright(folder),
            "operations": len(operations),
            "any": sum(operation.result == ANY for operation in operations),
        }


def _mypy(folder: str) -> list[str]:
    cache = Path(tempfile.gettempdir()) / "specwright-types-mypy"  # of pydantic and httpx2 above all
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", f"--cache-dir={cache}", "-p", "made"]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if ": error:" in line]
    return lines or ([f"exit code {done.returncode}: {done.stderr[-200:]}"] if done.returncode else [])


def _pyright(folder: str) -> list[str]:
    Path(folder, "pyrightconfig.json").write_text(json.dumps(_PYRIGHT))
    pyright = Path(sys.executable).parent / "pyright"
    command = [str(pyright), "--outputjson", "--pythonpath", sys.executable]
    environment = {**os.environ, "NODE_OPTIONS": "--max-old-space-size=6000"}
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, env=environment)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["generalDiagnostics"]
    except (ValueError, KeyError):
        return [f"exit code {done.returncode}: {(done.stderr or done.stdout)[-200:]}"]
    return [_shown(each, folder) for each in found if each["severity"] == "error"]


def _shown(found: dict[str, Any], folder: str) -> str:
    line = found["range"]["start"]["line"] + 1
    return f"{found['file'].removeprefix(folder)}:{line}: {found['message'].splitlines()[0]} ({found.get('rule')})"


def report(rows: list[Row]) -> int:
    """Print what was found, and how many packages are clean."""
    for row in rows:
        if "failed" in row:
            print(f"{row['file']}: {row['failed']}")
        for tool in ("mypy", "pyright"):
            if found := row.get(tool):
                print(f"{row['file']}: {tool}: {len(found)}, first {found[0]}")
    checked = [row for row in rows if "mypy" in row]
    clean = [row for row in checked if not row["mypy"] and not row["pyright"]]
    unfinished = sum("failed" in row for row in rows)
    print(f"{len(rows)} documents: {len(clean)} clean of {len(checked)} checked; {unfinished} failed or not finished")
    operations, untyped = (sum(row[key] for row in checked) for key in ("operations", "any"))
    print(f"operations that return Any: {untyped} of {operations}")
    return 0 if len(clean) == len(checked) and not unfinished else 1


BENCHMARK = Benchmark(
    name="types",
    about="Run type checkers over the packages of a corpus.",
    examine=examine,
    report=report,
    seconds=600,
    below=1,
    also=_LARGE,
)

if __name__ == "__main__":
    sys.exit(BENCHMARK.run())
