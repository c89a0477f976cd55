"""All packages of the cases at once: they import, ruff has nothing to say, and type checkers in strict mode neither."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cases.packages import CASES, package

IMPORT_ALL = """
import importlib, pathlib, sys
for file in sorted(pathlib.Path().rglob("*.py")):
    steps = file.with_suffix("").parts
    importlib.import_module(".".join(steps[:-1] if steps[-1] == "__init__" else steps))
for name in sys.argv[1:]:
    tables = importlib.import_module(name)
    for where in tables.MODELS.values():
        module, _, model = where.partition(":")
        getattr(importlib.import_module(f"{name}.{module}"), model)
    with tables.Client(base_url="http://localhost") as client:
        for operation in tables.OPERATIONS:
            assert callable(getattr(getattr(client, operation.service), operation.name))
            for form in [*operation.parameters, *(operation.body.contents if operation.body else ())]:
                form.type()
    importlib.import_module(f"{name}.server").create_app()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package for each case. They share the first one's runtime, which is big, and the same for all."""
    folder = tmp_path_factory.mktemp("packages")
    for case in CASES:
        for path, content in package(case).items():
            file = folder / case.name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if case is CASES[0] else shared(path) or content)
    return folder


def shared(path: str, first: str = CASES[0].name) -> bytes | None:
    """A module that stands in for one of the runtime of the `first` package; None for what is not of the runtime."""
    if not path.startswith("_runtime/") or path == "_runtime/__init__.py":
        return None
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return f"from {first}.{module} import *\n".encode()


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_imports_and_every_operation_can_be_called(folder: Path) -> None:
    run(folder, sys.executable, "-c", IMPORT_ALL, *(case.name for case in CASES))


def test_ruff_has_nothing_to_say(folder: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    run(folder, *ruff, "format", "--isolated", "--no-cache", "--check", ".")
    run(folder, *ruff, "check", "--isolated", "--no-cache", ".")
    run(folder, *ruff, "check", "--isolated", "--no-cache", "--select", "I,B,C4,PIE", "--exclude", "_runtime", ".")


def test_mypy_is_content(folder: Path) -> None:
    run(
        folder,
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--config-file=",
        *(case.name for case in CASES),
    )


@pytest.mark.pyright
def test_pyright_is_content(folder: Path) -> None:
    pytest.importorskip("pyright", reason="needs the extra `node`")
    repeated = [f"{case.name}/_runtime" for case in CASES[1:]]
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "ignore": repeated}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    run(folder, sys.executable, "-m", "pyright", "--pythonpath", sys.executable)
