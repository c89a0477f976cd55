"""The wheel and the sdist: built as a release is, installed where nothing else is, and used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Pet shop", "version": "1"},
    "paths": {"/pets": {"get": {"operationId": "listPets", "responses": {"204": {"description": "None."}}}}},
    "components": {"schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}},
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has the wheel; the distributions that it needs are lent by this one."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=os.name == "posix")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    site = Path(paths["purelib"])
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    # Folders that a .pth file names come last, and their own .pth files (our editable install) are not read.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return python


def ran(*command: str, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV", "PYTEST"))}
    finished = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def test_the_wheel_holds_the_package_and_its_templates(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {
        "specwright/py.typed",
        "specwright/config.schema.json",
        "specwright/plan.schema.json",
        "specwright/report/diagnostics.schema.json",
    } <= names
    sources = {
        f"specwright/{path.relative_to(ROOT / 'generator/specwright').as_posix()}" for path in python_files("generator")
    }
    written = (path for path in (ROOT / "templates").rglob("*.jinja*") if path.parent.name != "__pycache__")
    templates = {f"specwright/{path.relative_to(ROOT).as_posix()}" for path in written}
    assert templates
    assert sources | templates <= names
    assert not [name for name in names if not name.startswith(("specwright/", "specwright-"))]


def python_files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts]


def test_the_sdist_holds_what_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {
        "LICENSE",
        "CHANGELOG.md",
        "README.md",
        "pyproject.toml",
        "spec/overlay.yaml",
        "generated/graph_runs/py.typed",
    } <= names
    assert {path.relative_to(ROOT).as_posix() for path in python_files("tests")} <= names


def test_the_wheel_generates(installed: Path, tmp_path: Path) -> None:
    where = ran(str(installed), "-c", "import specwright; print(specwright.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parents[1])
    (tmp_path / "openapi.json").write_text(json.dumps(SPEC))
    ran(str(installed), "-m", "specwright", "generate", "openapi.json", "-o", "out", cwd=tmp_path)
    script = "import pet_shop; print([o.operation_id for o in pet_shop.OPERATIONS], *pet_shop.MODELS)"
    assert "listPets" in ran(str(installed), "-c", script, cwd=tmp_path / "out")


@pytest.mark.parametrize("editable", [True, False], ids=["editable", "wheel"])
def test_type_checkers_see_it(installed: Path, tmp_path: Path, editable: bool) -> None:
    (tmp_path / "user.py").write_text("import specwright\n\nreveal_type(specwright.generate('x').diagnostics)\n")
    python = sys.executable if editable else str(installed)
    options = ("--strict", "--no-incremental", "--follow-imports=silent", "--python-executable", python)
    said = ran(sys.executable, "-m", "mypy", *options, "user.py", cwd=tmp_path)
    assert 'Revealed type is "tuple[specwright.diagnostics.Diagnostic, ...]"' in said.replace("builtins.", "")
