"""How long the import of a generated package takes, measured where its users pay for it: in a fresh interpreter.

Nothing runs there but the package and what it depends on. Bytecode goes to a folder of its own, so the package stays as it
was written; the first run makes it, and the least of the runs after it counts, since other work on a machine only adds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ImportFailed", "ImportTime", "measured"]

_RUNS = 3
_PATIENCE = 120
_SCRIPT = """
import importlib, importlib.util, json, sys, time
folder, dependencies, bytecode = json.loads(sys.argv[1])
name = folder.replace("\\\\", "/").rpartition("/")[2]
start = time.process_time()
for dependency in dependencies:
    importlib.import_module(dependency)
loaded = time.process_time()
sys.pycache_prefix = bytecode
spec = importlib.util.spec_from_file_location(name, f"{folder}/__init__.py", submodule_search_locations=[folder])
package = sys.modules[name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(package)
getattr(package, next(one for one in ("Client", "AsyncClient", "models") if one in package.__all__))
end = time.process_time()
print(json.dumps([end - loaded, loaded - start, sum(one.partition(".")[0] == name for one in sys.modules)]))
"""


class ImportFailed(Exception):
    """The package can't be imported here: what it depends on is not installed beside this tool, for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTime:
    """CPU seconds of `import package`, with its client where it has one: its own, and those of what it depends on; and how
    many of its modules that loads."""

    seconds: float
    dependencies: float
    modules: int


def measured(folder: Path, client: bool) -> ImportTime:
    """Import the package in a folder, which may have a client, in interpreters of their own.

    Raises `ImportFailed`, with the reason, where that can't be done.
    """
    dependencies = ["pydantic", "httpx2"] if client else ["pydantic"]
    with tempfile.TemporaryDirectory(prefix="specwright-") as bytecode:
        asked = json.dumps([str(folder.resolve()), dependencies, bytecode])
        command = [sys.executable, "-I", "-c", _SCRIPT, asked]
        _, *runs = (_run(command) for _ in range(1 + _RUNS))
    own, theirs, modules = min(runs)
    return ImportTime(seconds=round(own, 4), dependencies=round(theirs, 4), modules=int(modules))


def _run(command: list[str]) -> list[float]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise ImportFailed(f"no end after {_PATIENCE} s") from None
    if done.returncode:
        raise ImportFailed((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    numbers: list[float] = json.loads(done.stdout.splitlines()[-1])
    return numbers
