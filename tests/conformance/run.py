"""Microsoft's TypeSpec conformance suite: generated clients against a server that checks what arrives.

python tests/conformance/run.py [--folder FOLDER] [NAME ...]

Needs `specwright[all]`, and Node (https://nodejs.org, 20 or later) with its npm, which installs the scenarios and the server
into FOLDER (a temporary one by default; keep one to start faster the next time). Compiles each specification to OpenAPI,
generates a client, and plays the calls of `tests/conformance/scenarios/` with the sync and the async client; NAME limits it
to specifications whose names begin so. A scenario has passed when both clients pass it: the server got what it expects,
and the answer was what the scenario says.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from tests.conformance import scenarios
from tests.conformance.playing import NOT_EXPRESSIBLE, PLAYS, Calls, Play

import specwright

PACKAGES = (
    *("http-specs", "spector", "compiler", "openapi3", "openapi", "http", "rest", "versioning", "xml", "streams"),
    *("events", "sse"),
)
CONFIG = 'emit: ["@typespec/openapi3"]\noptions: {"@typespec/openapi3": {openapi-versions: ["3.1.0"]}}\n'
SPECS = Path("node_modules/@typespec/http-specs/specs")


def main() -> int:
    """Play everything; returns the exit status."""
    parser = argparse.ArgumentParser(description="TypeSpec conformance of generated clients")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    for module in pkgutil.iter_modules(scenarios.__path__):
        importlib.import_module(f"tests.conformance.scenarios.{module.name}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        install(folder)
        plays = [play for play in PLAYS if play.spec.startswith(tuple(options.names or [""]))]
        packages = {spec: package(folder, spec) for spec in sorted({play.spec for play in plays})}
        reasons: dict[str, str] = {}
        for is_async in (False, True):
            with serving(folder) as url:
                for play in plays:
                    if reason := played(play, packages[play.spec], url, is_async):
                        reasons.setdefault(play.scenario, f"{'async' if is_async else 'sync'}: {reason}")
    return report([play.scenario for play in plays], reasons, everything(folder))


def install(folder: Path) -> None:
    """The scenarios, their compiler and the server, from npm; the server wants a git repository around it."""
    if (folder / SPECS).is_dir():
        return
    names = [f"@typespec/{name}" for name in PACKAGES]
    run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", *names)
    run(folder, "git", "init", "--quiet")
    who = ("-c", "user.name=conformance", "-c", "user.email=conformance@localhost")
    run(folder, "git", *who, "commit", "--quiet", "--allow-empty", "-m", "The server asks for a commit")


def package(folder: Path, spec: str) -> ModuleType | str:
    """The client package for a specification, or why there is none."""
    output = folder / "openapi" / spec
    documents = output / "@typespec" / "openapi3"
    if not documents.is_dir():
        (folder / "tspconfig.yaml").write_text(CONFIG, "utf-8")
        source = str(SPECS / spec / "main.tsp")
        options = ("--config", "tspconfig.yaml", "--output-dir", str(output))
        run(folder, "node_modules/.bin/tsp", "compile", source, *options, check=False)
    found = sorted(documents.glob("openapi*.yaml"))
    if not found:
        return "the compiler makes no OpenAPI document of it"
    name = "tsp_" + spec.replace("/", "_").replace("-", "_")
    result = specwright.generate(found[-1], output=folder / "packages", package=name, targets=["client"], force=True)
    if result.changes is None:
        return "; ".join(diagnostic.message for diagnostic in result.diagnostics)
    sys.path[:0] = [str(folder / "packages")]
    return importlib.import_module(name)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The server that knows the scenarios; yields its URL."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["node", "node_modules/@typespec/spector/cmd/cli.mjs", "serve", str(SPECS), "--port", str(port)]
    with open(folder / "server.log", "ab") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield f"http://localhost:{port}"
    finally:
        urllib.request.urlopen(urllib.request.Request(f"http://localhost:{port}/.admin/stop", method="POST")).close()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(600):
        try:
            socket.create_connection(("localhost", port), 0.1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not start; see server.log")


def played(play: Play, module: ModuleType | str, url: str, is_async: bool) -> str | None:
    """What went wrong with a scenario; None when nothing did."""
    if isinstance(module, str):
        return module
    try:
        play.calls(Calls(module, url, is_async))
    except Exception as error:  # noqa: BLE001 - whatever it is, the scenario has not passed
        return f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return None


def everything(folder: Path) -> set[str]:
    """The names of all scenarios, as the suite lists them."""
    command = ["grep", "-rhoE", r"^Scenarios\.[A-Za-z_0-9]+", str(SPECS)]
    listed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    return {line.removeprefix("Scenarios.") for line in listed.split()}


def report(played_: list[str], reasons: dict[str, str], known: set[str]) -> int:
    """Print what failed, what can't be said in OpenAPI, and how many of each there are."""
    for scenario, reason in sorted(reasons.items()):
        print(f"failed          {scenario}: {reason}")
    for scenario, reason in sorted(NOT_EXPRESSIBLE.items()):
        print(f"not expressible {scenario}: {reason}")
    unknown = {*played_, *NOT_EXPRESSIBLE} - known
    print(f"of {len(known)} scenarios, {len(known - {*played_, *NOT_EXPRESSIBLE})} have no calls written yet", end="")
    print(f"; not in the suite: {', '.join(sorted(unknown))}" if unknown else "")
    print(f"passed {len(played_) - len(reasons)}, failed {len(reasons)}, not expressible {len(NOT_EXPRESSIBLE)}")
    return 1 if reasons or unknown else 0


def run(folder: Path, *command: str, check: bool = True) -> None:
    """Run a command, and show what it said if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        sys.exit(f"{json.dumps(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
