"""CPU time of `specwright lint` on large documents, beside that of other linters, each as a command of its own.

    python -m tests.benchmarks.lint_speed [--spectral COMMAND] [--redocly COMMAND] [--vacuum COMMAND] [FILE ...]

Starting, reading and printing are part of it, all findings as JSON to nowhere, with no limit of their number. All that a
command spends counts, on all cores; of several runs, in which the commands take turns, the least, since other work on a machine
only adds. Ours runs from bytecode, which installing makes. It runs thrice: with its preset `recommended`, as the others run
with theirs; with the rules of Redocly's recommended set and no others (`same`); and with every rule (`all`). How many findings
were printed stands behind each time. vacuum's package for npm downloads a program from elsewhere when it is installed: that is
tried where no command is given, and said where it fails. Without a file: three of the largest documents of the corpus.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VENDORS = Path(__file__).parents[3] / "shared" / "corpus" / "vendors"
LARGE = tuple(VENDORS / name for name in ("github.json", "stripe.json", "kubernetes.json"))
RUNS = 3
OURS = (sys.executable, "-m", "specwright", "lint", "--format", "json")

REDOCLY = (
    *("oas3-schema", "info-license", "info-license-strict", "no-ambiguous-paths", "duplicated-entry-in-enum"),
    *("openapi-tags-uniqueness", "oas3-api-servers", "typed-enum", "oas3-examples-value-or-externalValue"),
    *(
        "equivalent-path-templates",
        "no-unnecessary-combinator",
        "oas3-valid-media-example",
        "oas3-valid-schema-example",
    ),
    *(
        "path-keys-no-trailing-slash",
        "required-fields-defined",
        "no-schema-type-mismatch",
        "oas3-server-not-example.com",
    ),
    *("oas3-server-trailing-slash", "no-server-variables-empty-enum", "oas3-server-variables", "no-eval-in-markdown"),
    *("no-script-tags-in-markdown", "oas3-unused-component", "nullable-type-sibling", "operation-success-response"),
    *("operation-4xx-response", "operation-operationId", "operation-operationId-unique", "operation-summary"),
    *("operation-operationId-valid-in-url", "operation-parameters", "path-declarations-must-exist"),
    *("path-not-include-query", "path-params", "oas3-operation-security-defined", "security-scopes-defined"),
    *("spec-components-invalid-map-name", "no-$ref-siblings", "tag-description"),
)
"""What Redocly's recommended set of rules asks (2.77, OpenAPI 3.0), under the names that these rules have here."""


def main() -> None:
    """Print one row per document: seconds of each command, how many times ours that is, and the number of findings."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=list(LARGE))
    for name in ("spectral", "redocly", "vacuum"):
        parser.add_argument(f"--{name}", help="the command")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        arguments.vacuum = arguments.vacuum or _vacuum(Path(folder) / "vacuum")
        commands = {**_ours(Path(folder)), **_others(arguments, Path(folder))}
        environment = _compiled(Path(folder))
        print(f"{'document':16} {'MB':>6}" + "".join(f" {name:>22}" for name in commands))
        for file in arguments.files:
            spent = _spent({name: (*command, str(file.resolve())) for name, command in commands.items()}, environment)
            ours = spent["recommended"][0]
            row = "".join(f" {seconds:7.2f} s{seconds / ours:6.1f}{found:7}" for seconds, found in spent.values())
            print(f"{file.name:16} {file.stat().st_size / 1e6:6.2f}{row}", flush=True)


def _ours(folder: Path) -> dict[str, tuple[str, ...]]:
    from specwright.lint import RULES, Preset

    off = [rule.name for rule in RULES if rule.preset is Preset.MINIMAL and rule.name not in REDOCLY]
    lines = [f'"{name}" = "warning"' for name in REDOCLY] + [f'"{name}" = "off"' for name in off]
    same = folder / "specwright.toml"
    same.write_text("\n".join(['[lint]\npreset = "minimal"\n[lint.severity]', *lines, ""]), encoding="utf-8")
    return {
        "recommended": (*OURS, "--preset", "recommended"),
        "same": (*OURS, "--config", str(same)),
        "all": (*OURS, "--preset", "all"),
    }


def _others(arguments: argparse.Namespace, folder: Path) -> dict[str, tuple[str, ...]]:
    (folder / "spectral.yaml").write_text("extends: spectral:oas\n", encoding="utf-8")
    (folder / "redocly.yaml").write_text("extends: [recommended]\n", encoding="utf-8")
    known = {
        "spectral": ("lint", "-r", str(folder / "spectral.yaml"), "-f", "json", "--quiet"),
        "redocly": ("lint", "--config", str(folder / "redocly.yaml"), "--format", "json", "--max-problems", "1000000"),
        "vacuum": ("spectral-report", "--stdout"),
    }
    chosen = {name: getattr(arguments, name) for name in known}
    return {name: (command, *known[name]) for name, command in chosen.items() if command}


def _vacuum(folder: Path) -> str | None:
    """The command, from the path or newly installed; what was tried in vain is printed."""
    if (known := shutil.which("vacuum")) or not (npm := shutil.which("npm")):
        return known
    folder.mkdir()
    run = subprocess.run(
        (npm, "install", "--prefix", str(folder), "@quobix/vacuum"), capture_output=True, text=True, check=False
    )
    if run.returncode == 0:
        return str(folder / "node_modules" / ".bin" / "vacuum")
    said = next((line for line in run.stderr.splitlines() if "Error" in line), "npm install failed")
    print(f"vacuum is not compared: its package can't be installed here: {said.removeprefix('npm error ')}")
    return None


def _compiled(folder: Path) -> dict[str, str]:
    """An environment in which Python keeps bytecode in a folder, whatever ours says of bytecode."""
    mine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**mine, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    nothing = folder / "empty.json"
    nothing.write_text('{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}', encoding="utf-8")
    _measured((*OURS, "--preset", "all", str(nothing)), environment)
    return environment


def _spent(commands: dict[str, tuple[str, ...]], environment: dict[str, str]) -> dict[str, tuple[float, int]]:
    """The least seconds of each command, and how many findings it printed."""
    rounds = [{name: _measured(one, environment) for name, one in commands.items()} for _ in range(RUNS)]
    return {name: min(each[name] for each in rounds) for name in commands}


def _measured(command: tuple[str, ...], environment: dict[str, str]) -> tuple[float, int]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as printed:
        subprocess.run(command, stdout=printed, stderr=subprocess.DEVNULL, env=environment, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        printed.seek(0)
        found = _counted(printed.read())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, found


def _counted(printed: bytes) -> int:
    """How many findings a report has: it is an array of them, or an object that holds one."""
    try:
        report = json.loads(printed)
    except ValueError:
        return -1
    held = report if isinstance(report, list) else report.get("diagnostics", report.get("problems", ()))
    return len(held)


if __name__ == "__main__":
    main()
