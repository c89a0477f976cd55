"""What the benchmarks share: the documents of a corpus, a process for each of them, and packages to try values on.

A corpus is a folder with an `index.csv` whose column `file` names the documents. Results are kept in a file of JSON
lines, one a document, so that a run that was interrupted goes on where it stopped; delete the file to start again.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specwright.diagnostics import Sink
from specwright.ingest import read
from specwright.ingest.document import Document, join
from specwright.lower import lower
from specwright.lower.api import TypeRef
from specwright.lower.schemas import Schemas
from specwright.lower.tree import Tree, mapping
from specwright.render import RenderOptions, render
from specwright.render.catalog import Catalog, references
from specwright.render.imports import Imports
from specwright.render.operation_views import model_writer
from specwright.render.runtime_files import runtime_files

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

Row = dict[str, Any]
"""What was found out about a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A command that looks at each document of a corpus in a process of its own, then reports on all of them."""

    name: str
    about: str
    examine: Callable[[Path], Row]
    report: Callable[[list[Row]], int]
    seconds: float = 300
    below: float = 1000
    also: frozenset[str] = frozenset()
    """Names of documents that are looked at whatever their size."""
    draw: Callable[[list[str]], list[str]] = list
    """Which of the documents are looked at."""

    def run(self) -> int:
        """Do what the command line asks for; returns the exit code."""
        arguments = self._arguments()
        if arguments.one:
            print(json.dumps(self.examine(arguments.one)))
            return 0
        size = arguments.below * 1_000_000
        files = self.draw(
            [
                file
                for file in documents(arguments.corpus, arguments.match)
                if (arguments.corpus / file).stat().st_size < size or Path(file).stem in self.also
            ]
        )
        known = _kept(arguments.results)
        for number, file in enumerate(files, 1):
            _progress(f"{number}/{len(files)} {file}")
            if file not in known:
                known[file] = {"file": file, **self._examined(arguments.corpus / file, arguments.seconds)}
                with arguments.results.open("a", encoding="utf-8") as results:
                    results.write(json.dumps(known[file]) + "\n")
        _progress("")
        return self.report([known[file] for file in files])

    def _arguments(self) -> argparse.Namespace:
        parser = argparse.ArgumentParser(prog=f"python -m tests.benchmarks.{self.name}", description=self.about)
        parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with an index.csv")
        parser.add_argument("--match", default="", help="only files whose name matches this regular expression")
        parser.add_argument("--below", type=float, default=self.below, help="leave larger documents out (megabytes)")
        parser.add_argument("--seconds", type=float, default=self.seconds, help="the time for one document")
        kept = Path(tempfile.gettempdir()) / f"specwright-{self.name}.jsonl"
        parser.add_argument("--results", type=Path, default=kept, help=f"where results are kept ({kept})")
        parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
        return parser.parse_args()

    def _examined(self, file: Path, seconds: float) -> Row:
        command = [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.{self.name}", "--one", str(file)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            return {"failed": f"no end after {seconds:g} s"}
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1][:300]}
        row: Row = json.loads(done.stdout.splitlines()[-1])
        return row


def documents(corpus: Path, match: str = "") -> Iterable[str]:
    """The files of a corpus that match, as the index names them."""
    with (corpus / "index.csv").open(encoding="utf-8", newline="") as rows:
        listed = sorted({row["file"] for row in csv.DictReader(rows)})
    for file in listed:
        if re.search(match, file) and (corpus / file).exists():
            yield file


def _kept(results: Path) -> dict[str, Row]:
    lines = results.read_text("utf-8").splitlines() if results.exists() else []
    rows = map(json.loads, lines)
    return {row["file"]: row for row in rows if "failed" not in row}  # those are tried again


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """The package of a document: its codec, and the type of each of its schemas by JSON Pointer."""

    document: Document
    codec: Any
    forms: Mapping[str, Callable[[], Any]]


def write_package(folder: Path, artifacts: Mapping[str, bytes]) -> None:
    """Write the files of a package into a folder."""
    for path, content in artifacts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def generated(file: Path, pointers: Callable[[Document], Iterable[str]], folder: Path) -> Generated | None:
    """Generate the models of a document below `folder`, and import them with the types of the schemas at `pointers`.

    A schema that is but a part of others, in an `allOf` for one, has no type of its own and is left out. The result is
    None for a document that can't be used.
    """
    document = read(file, sink=Sink(), name=file.name)
    if document is None:
        return None
    api = lower(document, sink=Sink())
    package = f"made_{folder.name}"
    artifacts = {each.path: each.content for each in render(api, RenderOptions(package=package, targets=_MODELS))}
    artifacts |= {f"_runtime/{path}": content for path, content in runtime_files(["codec"]).items()}
    artifacts["forms/__init__.py"] = _forms(document, Catalog.of(api), pointers(document)).encode()
    write_package(folder / package, artifacts)
    sys.path.insert(0, str(folder))
    codec = importlib.import_module(f"{package}._runtime.codec")
    forms = importlib.import_module(f"{package}.forms").FORMS
    sys.path.remove(str(folder))
    return Generated(document=document, codec=codec, forms=forms)


_MODELS = frozenset({"models"})


def _forms(document: Document, catalog: Catalog, pointers: Iterable[str]) -> str:
    """A module that writes the type of each schema as the package would."""
    imports = Imports(taken={"FORMS"})
    writer = model_writer(imports, catalog, "validation")
    types = ((pointer, type_) for pointer, type_ in _types(document, pointers).items())
    lines = [
        f"    {pointer!r}: lambda: {writer.write(type_)},"
        for pointer, type_ in types
        if all(id in catalog.models for id in references(type_))
    ]
    heads = [f"from {line.module} import {line.names}" for line in imports.lines()]
    return "\n".join([*heads, "FORMS = {", *lines, "}"])


def _types(document: Document, pointers: Iterable[str]) -> dict[str, TypeRef]:
    tree = Tree(document)
    schemas = Schemas(tree, Sink())
    for key in mapping(tree.at("/components/schemas")):
        schemas.component(join("/components/schemas", key))
    return {pointer: schemas.reference(pointer) for pointer in pointers}
