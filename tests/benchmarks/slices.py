"""CPU time of `specwright generate` after a change of a large document, as a command of its own, and the files it writes.

    python -m tests.benchmarks.slices [--runs N] [FILE ...]

What a run costs is all that the process and its formatter spend, on all cores; the least of several runs is shown, since other
work on a machine only adds. Ours runs from bytecode, which installing makes. After each change the package is compared with one
that is made from nothing but the document and the names given before. Without a file: GitHub's document of the corpus.
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
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from specwright.write import MANIFEST, OWN, Manifest

GITHUB = Path(__file__).parents[3] / "shared" / "corpus" / "vendors" / "github.json"
COMMAND = (sys.executable, "-m", "specwright", "generate", "openapi.json", "--package", "made")
METHODS = ("get", "put", "post", "delete", "patch")
Tree: TypeAlias = "dict[str, Any]"


def main() -> None:
    """Print one row per change: seconds, the share of a run from nothing, and what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=[GITHUB])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    for file in arguments.files:
        print(f"{file.name} ({file.stat().st_size / 1e6:.1f} MB)")
        with tempfile.TemporaryDirectory() as name:
            _measure(json.loads(file.read_text()), Path(name), arguments.runs)


def _measure(root: Tree, folder: Path, runs: int) -> None:
    (folder / "used").mkdir()
    _save(root, folder / "used", 2)
    _generate(folder / "used")  # the bytecode is made
    seconds: dict[str, list[float]] = {}
    written = {}
    for run in range(runs):
        shutil.rmtree(folder / "used" / "made")
        for name, change in CHANGES.items():
            tree, indent = change(root)
            _save(tree, folder / "used", indent)
            spent, written[name] = _generate(folder / "used")
            seconds.setdefault(name, []).append(spent)
            if run == 0:
                _compare(folder)
    whole = min(seconds["from nothing"])
    for name, all_spent in seconds.items():
        print(f"{name:32}{min(all_spent):6.2f} s {min(all_spent) / whole:7.1%}  {written[name]}", flush=True)


def _save(tree: Tree, folder: Path, indent: int | None) -> None:
    """Write the document, unless it is written already, long enough before the run."""
    file, text = folder / "openapi.json", json.dumps(tree, indent=indent, ensure_ascii=False)
    if not file.exists() or file.read_text() != text:
        file.write_text(text)
        time.sleep(0.1)


def _generate(folder: Path) -> tuple[float, str]:
    mine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**mine, "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(COMMAND, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = next(line for line in ran.stderr.splitlines() if line.startswith("made: "))
    return spent, said.removeprefix("made: ").partition(" (")[0]


def _compare(folder: Path) -> None:
    """Raise for a package that is not what a run from nothing makes."""
    used, clean = folder / "used", folder / "clean"
    lock = Manifest(names=Manifest.parse((used / "made" / MANIFEST).read_bytes()).names)
    (clean / "made/.specwright").mkdir(parents=True)
    (clean / "made" / MANIFEST).write_bytes(lock.dump())
    shutil.copy(used / "openapi.json", clean)
    _generate(clean)
    different = {path for path, content in _files(used) ^ _files(clean)}
    if different:
        raise SystemExit(f"not the same: {sorted(different)}")
    shutil.rmtree(clean)


def _files(folder: Path) -> set[tuple[str, bytes]]:
    package = folder / "made"
    found = {path.relative_to(package).as_posix(): path for path in package.rglob("*") if path.is_file()}
    return {(path, file.read_bytes()) for path, file in found.items() if path not in OWN}


def _copied(root: Tree) -> Tree:
    copied: Tree = json.loads(json.dumps(root))
    return copied


def _reworded(root: Tree) -> Tree:
    """Another description of the operation in the middle."""
    tree = _copied(root)
    operations = [item[method] for item in tree["paths"].values() for method in METHODS if method in item]
    operations[len(operations) // 2]["description"] = "Does what it says."
    return tree


def _reworded_schema(root: Tree) -> Tree:
    """Another description of the first schema."""
    tree = _copied(root)
    next(iter(tree["components"]["schemas"].values()))["description"] = "Is what it says."
    return tree


def _renamed(root: Tree) -> Tree:
    """Another name of the schema that is referred to most."""
    text = json.dumps(root)
    most = max(root["components"]["schemas"], key=lambda name: text.count(f'"#/components/schemas/{name}"'))
    tree: Tree = json.loads(text.replace(f'"#/components/schemas/{most}"', '"#/components/schemas/RenamedOne"'))
    schemas = tree["components"]["schemas"]
    tree["components"]["schemas"] = {"RenamedOne" if name == most else name: schemas[name] for name in schemas}
    return tree


def _more(root: Tree) -> Tree:
    """One more operation."""
    tree = _copied(root)
    tree["paths"]["/one-more"] = {"get": {"operationId": "more/one", "responses": {"204": {"description": "Done."}}}}
    return tree


CHANGES: dict[str, Callable[[Tree], tuple[Tree, int | None]]] = {
    "from nothing": lambda root: (root, 2),
    "nothing": lambda root: (root, 2),
    "a description of an operation": lambda root: (_reworded(root), 2),
    "and back": lambda root: (root, 2),
    "a description of a schema": lambda root: (_reworded_schema(root), 2),
    "and back again": lambda root: (root, 2),
    "another indentation": lambda root: (root, 1),
    "one line": lambda root: (root, None),
    "an operation more": lambda root: (_more(root), None),
    "a schema renamed everywhere": lambda root: (_renamed(root), None),
}
"""Each with the document before it, so `and back` is a change of words, too."""


if __name__ == "__main__":
    main()
