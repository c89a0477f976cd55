"""Where it is measured: documents, environments, packages that are made once, and the commands that are compared."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.benchmarks.speed.documents import find, load
from tests.benchmarks.speed.peers import Peers
from tests.benchmarks.speed.scripts import LIMIT
from tests.benchmarks.speed.usage import Usage, environment, spent

__all__ = ["Bench"]

OPC, DCG, SDK = "openapi-python-client", "datamodel-code-generator", "msgraph-sdk"


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A folder to work in, the documents by name, where peers are, and how often to run what is compared."""

    folder: Path
    corpus: Path
    named: dict[str, Path]
    peers: Peers
    runs: int

    def document(self, name: str) -> Path:
        """A document by its name."""
        return self.named.get(name) or find(self.corpus, name)

    def made(self, name: str, make: Callable[[], dict[str, Any]]) -> Path:
        """A document that is made of others, once."""
        file = self.folder / name
        if not file.exists():
            file.write_text(json.dumps(make()), encoding="utf-8")
        return file

    @cached_property
    def environment(self) -> dict[str, str]:
        """Bytecode of ours is there before the first measurement, as it is where we are installed."""
        ours = environment(bytecode=self.folder / "bytecode")
        small = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
        spec = self.made("small.json", lambda: small)
        command = [sys.executable, "-m", "specwright", "generate", spec, "-o", self.folder, "--package", "small"]
        spent(command, cwd=self.folder, environment=ours)
        return ours

    def specwright(self, *arguments: str | Path, fails: bool = False) -> Usage:
        """Run our command."""
        command = [sys.executable, "-m", "specwright", *arguments]
        return spent(command, cwd=self.folder, environment=self.environment, fails=fails)

    def cold(self, spec: Path) -> Usage:
        """Generate a package that is not there yet."""
        output = self.folder / "cold"
        shutil.rmtree(output, ignore_errors=True)
        return self.specwright("generate", spec, "-o", output, "--package", "cold")

    def package(self, name: str) -> Path:
        """The folder that holds the package of a document, which has its name."""
        output = self.folder / f"made_{name}"
        if not output.exists():
            self.specwright("generate", self.document(name), "-o", output, "--package", name.partition("-")[0])
        return output

    def python(self, script: str, *arguments: str, cwd: Path | None = None) -> Usage:
        """Run a script in an interpreter of its own, which finds what is in the folder `cwd`."""
        command = [sys.executable, "-c", script, *arguments]
        return spent(command, cwd=cwd or self.folder, environment=self.environment)

    def openapi_python_client(self, spec: Path) -> Usage:
        """Generate with openapi-python-client as it does by default: with ruff, which it brings."""
        commands, output = self.peers.bin(OPC), self.folder / "opc"
        shutil.rmtree(output, ignore_errors=True)
        command = [commands / OPC, "generate", "--path", spec, "--output-path", output]
        return spent(command, cwd=self.folder, environment=environment(commands))

    def datamodel_code_generator(self, spec: Path, output: Path) -> Usage:
        """Generate models with datamodel-code-generator's defaults, but for pydantic 2."""
        commands = self.peers.bin(DCG)
        command: list[str | Path] = [commands / "datamodel-codegen", "--input", spec, "--input-file-type", "openapi"]
        command += ["--output", output, "--output-model-type", "pydantic_v2.BaseModel"]
        return spent(command, cwd=self.folder, environment=environment(commands))

    def limit(self, spec: Path, texts: Path) -> Usage:
        """Do what a cold run can't do without: read and parse the document, write the modules and format them, write the rest."""
        output = self.folder / "limit"
        shutil.rmtree(output, ignore_errors=True)
        return self.their_python("msgspec ruff", LIMIT, str(spec), str(texts), str(output))

    def their_python(self, distribution: str, script: str, *arguments: str, cwd: Path | None = None) -> Usage:
        """Run a script in the environment of a peer."""
        commands = self.peers.bin(*distribution.split())
        command = [commands / "python", "-c", script, *arguments]
        return spent(command, cwd=cwd or self.folder, environment=environment(commands))

    def loaded(self, name: str) -> dict[str, Any]:
        """The content of a document."""
        return load(self.document(name))
