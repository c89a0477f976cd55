"""From TypeSpec to OpenAPI: the suite and its compiler from npm, and what the compiler makes of each specification.

What the compiler refuses, with an error at a place, is cut out of a copy of the specification, and remembered with the
error; so one operation that OpenAPI can't describe does not take the others with it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import yaml
from tests.conformance.playing import Document

__all__ = ["SPECS", "compiled", "install"]

PACKAGES = {
    "http-specs": "0.1.0-alpha.33-dev.3",
    "spector": "0.1.0-alpha.24-dev.2",
    **dict.fromkeys(("compiler", "openapi3", "openapi", "http"), "1.11.0"),
    **dict.fromkeys(("rest", "versioning", "streams", "events", "sse"), "0.81.0"),
    "xml": "0.80.0",
}
"""Pinned: the newest compiler that Node 20 runs, and what goes with it."""

CONFIG = 'emit: ["@typespec/openapi3"]\noptions: {"@typespec/openapi3": {openapi-versions: ["3.1.0"]}}\n'
SPECS = Path("node_modules/@typespec/http-specs/specs")

_ERROR = re.compile(r"^\S*main\.tsp:(\d+):\d+ - error \S+ ?(.*)$", re.MULTILINE)
_CRASH = re.compile(r"^[A-Za-z]*Error: .*$", re.MULTILINE)


def install(folder: Path) -> None:
    """The scenarios, their compiler and the server, from npm; the server wants a git repository around it."""
    if (folder / SPECS).is_dir():
        return
    names = [f"@typespec/{name}@{version}" for name, version in PACKAGES.items()]
    _run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", *names)
    _run(folder, "git", "init", "--quiet")
    who = ("-c", "user.name=conformance", "-c", "user.email=conformance@localhost")
    _run(folder, "git", *who, "commit", "--quiet", "--allow-empty", "-m", "The server asks for a commit")


def compiled(folder: Path, spec: str, suspects: Iterable[str] = ()) -> tuple[Path | None, Document]:
    """The document of a specification, and where it stands; None when the compiler makes none.

    `suspects` are pieces of code that are told apart in what the compiler refuses, and that are cut out where it crashes.
    """
    name, _, version = spec.partition("@")
    output = folder / "openapi" / name
    if not (output / "refused.json").is_file():
        output.mkdir(parents=True, exist_ok=True)
        (output / "refused.json").write_text(json.dumps(_compile(folder, name, output, tuple(suspects))), "utf-8")
    found = sorted((output / "@typespec" / "openapi3").glob("openapi*.yaml"))
    file = next((each for each in found if each.stem == f"openapi.{version}"), found[-1]) if found else None
    content = yaml.safe_load(file.read_text("utf-8")) if file else {}
    return file, Document(content, json.loads((output / "refused.json").read_text("utf-8")))


def _compile(folder: Path, spec: str, output: Path, suspects: tuple[str, ...]) -> dict[str, str]:
    """Compile a copy of a specification; returns the compiler's reason for each suspect that had to go."""
    copy = folder / "copies" / spec
    shutil.copytree(folder / SPECS / spec, copy, dirs_exist_ok=True)
    (folder / "tspconfig.yaml").write_text(CONFIG, "utf-8")
    refused: dict[str, str] = {}
    for _ in range(5):
        source = str(copy.relative_to(folder) / "main.tsp")
        options = ("--config", "tspconfig.yaml", "--output-dir", str(output))
        said = _run(folder, "node_modules/.bin/tsp", "compile", source, *options, check=False)
        cuts = _cut(copy / "main.tsp", said, suspects)
        if not cuts:
            break
        refused |= cuts
    return {code: _first(reason, refused) for code, reason in refused.items()}


def _first(reason: str, refused: dict[str, str]) -> str:
    """The reason why what is unknown now had to go."""
    unknown = re.fullmatch(r"Unknown identifier (\w+)", reason)
    cause = (why for text, why in refused.items() if unknown and f"model {unknown[1]} " in text)
    return next(cause, reason)


def _cut(source: Path, said: str, suspects: tuple[str, ...]) -> dict[str, str]:
    """Cut out what the compiler refuses, or the suspects if it crashed without a place; returns their reasons."""
    lines = source.read_text("utf-8").split("\n")
    wrong = {int(number) - 1: reason for number, reason in _ERROR.findall(said)}
    if not wrong and (crash := _CRASH.search(said)):
        reason = f"the compiler crashes: {crash[0]}"
        wrong = {at: reason for at, line in enumerate(lines) if any(each in line for each in suspects)}
    refused: dict[str, str] = {}
    for at, reason in sorted(wrong.items(), reverse=True):
        start, end = _statement(lines, at)
        text = "\n".join(lines[start:end])
        refused |= {each: reason for each in suspects if each in text} or {text: reason}
        lines[start:end] = []
    source.write_text("\n".join(lines), "utf-8")
    return refused


def _statement(lines: list[str], at: int) -> tuple[int, int]:
    """The lines of the statement around a line, with its decorators."""
    start, quoted = at, False
    while start > 0 and (quoted or lines[start - 1].strip()):
        start -= 1
        quoted ^= lines[start].count('"""') % 2 == 1
        if not quoted and lines[start].strip().endswith(("{", "}", ";")):
            start += 1
            break
    end, depth = at, 0
    while end < len(lines):
        depth += sum(lines[end].count(each) for each in "({[") - sum(lines[end].count(each) for each in ")}]")
        end += 1
        if depth <= 0 and lines[end - 1].rstrip().endswith((";", "}")):
            break
    return start, end


def _run(folder: Path, *command: str, check: bool = True) -> str:
    """Run a command; returns what it said, and shows it if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        sys.exit(f"{json.dumps(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr
