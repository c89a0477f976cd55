"""Microsoft's TypeSpec conformance suite: generated clients against a server that checks what arrives.

python tests/conformance/run.py [--folder FOLDER] [NAME ...]

Needs `specwright[all]`, and Node (https://nodejs.org, 20 or later) with its npm, which installs the scenarios and the server
into FOLDER (a temporary one by default; keep one to start faster the next time). Compiles each specification to OpenAPI,
generates a client, and plays the calls of `tests/conformance/scenarios/` with the sync and the async client; NAME limits it
to specifications whose names begin so. A scenario has passed when both clients pass it: the answer was what the scenario
says, and the server says that it got all that it expects.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from tests.conformance import scenarios
from tests.conformance.compiling import SPECS, compiled, install
from tests.conformance.playing import NOT_EXPRESSIBLE, PAGINATION, PLAYS, Calls, Document, Play

import specwright


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
        return run(folder, tuple(options.names or [""]))


def run(folder: Path, names: tuple[str, ...]) -> int:
    """Play what is chosen and report on it; returns the exit status."""
    plays = [play for play in PLAYS if play.spec.startswith(names)]
    unsaid = [each for each in NOT_EXPRESSIBLE if each.spec.startswith(names)]
    documents = {spec: document(folder, spec) for spec in sorted({each.spec for each in (*plays, *unsaid)})}
    packages = {spec: package(folder, spec, documents[spec][0]) for spec in sorted({play.spec for play in plays})}
    failures: dict[str, str] = {}
    for kind in ("sync", "async"):
        for scenario, reason in performed(folder, plays, packages, kind == "async"):
            failures.setdefault(scenario, f"{kind}: {reason}")
    reasons = {each.scenario: each.why(documents[each.spec][1]) for each in unsaid}
    failures |= {name: "the document describes it after all" for name, reason in reasons.items() if reason is None}
    return report({play.scenario for play in plays}, failures, reasons, everything(folder, names))


def document(folder: Path, spec: str) -> tuple[Path | None, Document]:
    """What the compiler makes of a specification."""
    return compiled(folder, spec, [each.code for each in NOT_EXPRESSIBLE if each.spec == spec and each.code])


def package(folder: Path, spec: str, file: Path | None) -> ModuleType | str:
    """The client package for a specification, or why there is none."""
    if file is None:
        return "the compiler makes no OpenAPI document of it"
    name = "tsp_" + re.sub(r"\W", "_", spec)
    result = specwright.generate(
        file,
        output=folder / "packages",
        package=name,
        targets=["client"],
        pagination=PAGINATION.get(spec),
        force=True,
    )
    if result.changes is None:
        return "; ".join(diagnostic.message for diagnostic in result.diagnostics)
    sys.path[:0] = [str(folder / "packages")]
    return importlib.import_module(name)


def performed(
    folder: Path, plays: list[Play], packages: dict[str, ModuleType | str], is_async: bool
) -> Iterator[tuple[str, str]]:
    """Play everything with one kind of client; yields what failed, and why."""
    failed: set[str] = set()
    with serving(folder) as url:
        for play in plays:
            if reason := played(play, packages[play.spec], url, is_async, (folder / SPECS).with_name("assets")):
                failed.add(play.scenario)
                yield play.scenario, reason
    (coverage,) = json.loads((folder / "coverage.json").read_text("utf-8"))
    for play in plays:
        if play.scenario not in failed and (verdict := coverage["results"].get(play.scenario)) != "pass":
            yield play.scenario, f"the server says {verdict}"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The server that knows the scenarios; yields its URL, and leaves its verdicts in coverage.json."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["node", "node_modules/@typespec/spector/cmd/cli.mjs", "serve", str(SPECS), "--port", str(port)]
    with open(folder / "server.log", "ab") as log:
        server = subprocess.Popen([*command, "--coverageFile", "coverage.json"], cwd=folder, stdout=log, stderr=log)
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


def played(play: Play, module: ModuleType | str, url: str, is_async: bool, assets: Path) -> str | None:
    """What went wrong with a scenario; None when nothing did."""
    if isinstance(module, str):
        return module
    try:
        play.calls(Calls(module, url, is_async, assets))
    except Exception as error:  # noqa: BLE001 - whatever it is, the scenario has not passed
        return f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return None


def everything(folder: Path, names: tuple[str, ...]) -> set[str]:
    """The names of all scenarios of the chosen specifications, as the suite lists them."""
    files = sorted((folder / SPECS).rglob("mockapi.ts"))
    chosen = [file for file in files if file.parent.relative_to(folder / SPECS).as_posix().startswith(names)]
    pattern = re.compile(r"^Scenarios\.(\w+)", re.MULTILINE)
    return {name for file in chosen for name in pattern.findall(file.read_text("utf-8"))}


def report(played_: Iterable[str], failures: dict[str, str], unsaid: dict[str, str | None], known: set[str]) -> int:
    """Print what failed, what can't be said in OpenAPI, and how many of each there are."""
    for scenario, reason in sorted(failures.items()):
        print(f"failed          {scenario}: {reason}")
    for scenario, reason in sorted(unsaid.items()):
        if reason is not None:
            print(f"not expressible {scenario}: {reason}")
    unwritten, unknown = known - {*played_, *unsaid}, {*played_, *unsaid} - known
    for scenario in sorted(unwritten):
        print(f"failed          {scenario}: no calls are written for it")
    for scenario in sorted(unknown):
        print(f"failed          {scenario}: the suite has no such scenario")
    passed = len({*played_} - failures.keys() - unknown)
    failed = len({*failures, *unwritten, *unknown})
    print(f"passed {passed}, failed {failed}, not expressible {sum(reason is not None for reason in unsaid.values())}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
