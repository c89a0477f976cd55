"""Has the SARIF of documents judged by Microsoft's SARIF Multitool, with its rules about GitHub code scanning (GH1001...).

    npm install @microsoft/sarif-multitool
    python -m tests.benchmarks.sarif --validator node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool [FILE ...]

Every rule of lint is in force. The logs are held against the schema and our own list of what code scanning demands as well.
The exit code is the number of logs that somebody objects to.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
from tests.benchmarks.corpus import CORPUS, documents
from tests.report.code_scanning import objections

from specwright.config import LintSettings
from specwright.project import lint
from specwright.report import rendered

SCHEMA = Path(__file__).parents[1] / "report" / "sarif-2.1.0.schema.json"
FORGIVEN = {"SARIF2005"}
"""Asks for the version of the program and its address: a report has neither, so that it only changes with the document."""


def main() -> int:
    """Write the logs, have them judged, print what is objected to, and return how many logs that is about."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--below", type=float, default=0.3, help="leave larger documents out (megabytes)")
    parser.add_argument("--count", type=int, default=100, help="how many documents of the corpus, spread over it")
    parser.add_argument("--validator", type=Path, required=True, help="the program Sarif.Multitool")
    arguments = parser.parse_args()
    listed = [arguments.corpus / file for file in documents(arguments.corpus)]
    small = [file for file in listed if file.stat().st_size < arguments.below * 1e6]
    files = arguments.files or small[:: max(1, len(small) // arguments.count)][: arguments.count]
    with tempfile.TemporaryDirectory() as folder:
        said = _own(files, Path(folder)) + _asked(arguments.validator.resolve(), Path(folder))
    for file, objection in said:
        print(f"{file}: {objection}")
    print(f"{len(files)} documents; {len(said)} objections")
    return len({file for file, _ in said})


def _own(files: Sequence[Path], folder: Path) -> list[tuple[str, str]]:
    """Write the log of each document, and hold it against what we know ourselves."""
    validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))
    said, results = [], 0
    for number, file in enumerate(files):
        log = _log(file)
        (folder / f"{number}.sarif").write_text(json.dumps(log), encoding="utf-8")
        results += len(log["runs"][0]["results"])
        said += [(f"{number}.sarif", objection) for objection in objections(log)]
        said += [(f"{number}.sarif", error.message) for error in validator.iter_errors(log)]
    print(f"{results} results in {len(files)} logs")
    return said


def _log(file: Path) -> dict[str, Any]:
    """The log of a document, as somebody in its folder gets it."""
    found = lint(file, settings=LintSettings(preset="all"), ref_root=file.parent).diagnostics
    text = rendered(found, format="sarif").replace(f"{file.parent.absolute().as_uri()}/", "")
    log: dict[str, Any] = json.loads(text)
    return log


def _asked(validator: Path, folder: Path) -> list[tuple[str, str]]:
    """What the validator objects to; raises `RuntimeError` where it could not read a log."""
    verdict = folder / "verdict.json"
    command = [validator, "validate", folder / "*.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    done = subprocess.run([*command, "--output", verdict], capture_output=True, text=True, check=False)
    if done.returncode or not verdict.exists():
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    [run] = json.loads(verdict.read_text("utf-8-sig"))["runs"]
    judged = [result for result in run.get("results", []) if result["ruleId"].partition("/")[0] not in FORGIVEN]
    print("rules of the validator:", dict(Counter(result["ruleId"] for result in run.get("results", []))))
    return [(Path(_file(result)).name, json.dumps(result["message"])[:300]) for result in judged]


def _file(result: dict[str, Any]) -> str:
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"].get("uri", "?")
    return uri


if __name__ == "__main__":
    sys.exit(main())
