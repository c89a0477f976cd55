"""CPU time of `specwright lint` on large documents, beside that of other linters, each as a command of its own.

    python -m tests.benchmarks.lint_speed [--spectral COMMAND] [--redocly COMMAND] [--vacuum COMMAND] [FILE ...]

Each command runs with its recommended rules; reading, starting and printing are part of it. All that a command spends counts,
on all cores; the least of several runs, since other work on a machine only adds. Ours runs from bytecode, which installing makes.
Without a file: three of the largest documents of the corpus.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

VENDORS = Path(__file__).parents[3] / "shared" / "corpus" / "vendors"
LARGE = tuple(VENDORS / name for name in ("github.json", "stripe.json", "kubernetes.json"))
RUNS = 3
OURS = (sys.executable, "-m", "specwright", "lint", "--preset", "recommended", "--format", "json")


def main() -> None:
    """Print one row per document: the seconds of each command, and how many times ours that is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=list(LARGE))
    for name in ("spectral", "redocly", "vacuum"):
        parser.add_argument(f"--{name}", help="the command")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = {"specwright": OURS, **_others(arguments, Path(folder))}
        environment = _compiled(Path(folder))
        print(f"{'document':20} {'MB':>6}" + "".join(f" {name:>17}" for name in commands))
        for file in arguments.files:
            asked = {name: (*command, str(file.resolve())) for name, command in commands.items()}
            spent = {name: min(_seconds(one, environment) for _ in range(RUNS)) for name, one in asked.items()}
            row = "".join(f" {seconds:8.2f} s {seconds / spent['specwright']:6.1f}" for seconds in spent.values())
            print(f"{file.name:20} {file.stat().st_size / 1e6:6.2f}{row}", flush=True)


def _others(arguments: argparse.Namespace, folder: Path) -> dict[str, tuple[str, ...]]:
    (folder / "spectral.yaml").write_text("extends: spectral:oas\n", encoding="utf-8")
    (folder / "redocly.yaml").write_text("extends: [recommended]\n", encoding="utf-8")
    known = {
        "spectral": ("lint", "-r", str(folder / "spectral.yaml"), "-f", "json", "--quiet"),
        "redocly": ("lint", "--config", str(folder / "redocly.yaml"), "--format", "json", "--max-problems", "100000"),
        "vacuum": ("spectral-report", "--stdout"),
    }
    chosen = {name: getattr(arguments, name) for name in known}
    return {name: (command, *known[name]) for name, command in chosen.items() if command}


def _compiled(folder: Path) -> dict[str, str]:
    """An environment in which Python keeps bytecode in a folder, whatever ours says of bytecode."""
    mine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**mine, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    nothing = folder / "empty.json"
    nothing.write_text('{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}', encoding="utf-8")
    _seconds((*OURS, str(nothing)), environment)
    return environment


def _seconds(command: tuple[str, ...], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
