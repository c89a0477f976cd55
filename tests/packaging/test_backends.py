"""Projects whose build generates: found in `projects/`, built into an sdist, and into a wheel from that, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from specwright.cli.arguments import build_parser

PROJECTS = sorted(path for path in (Path(__file__).parent / "projects").iterdir() if path.is_dir())
OFFLINE = {"PIP_NO_INDEX": "1", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
EDITABLE = """
import sys, tomllib
from pyproject_hooks import BuildBackendHookCaller
backend = tomllib.load(open("pyproject.toml", "rb"))["build-system"]["build-backend"]
BuildBackendHookCaller(".", backend).build_editable(sys.argv[1])
"""


@pytest.fixture(params=PROJECTS, ids=lambda path: path.name)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "project"))


def ran(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    return subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env=environment | OFFLINE,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wheel_holds_what_its_sdist_generates(project: Path) -> None:
    built = ran(project, "-m", "build", "--no-isolation", ".")
    assert built.returncode == 0, built.stdout + built.stderr
    with zipfile.ZipFile(next(project.glob("dist/*.whl"))) as wheel:
        wheel.extractall(project / "site")
        names = wheel.namelist()
    assert {"app/__init__.py", "shop/models/pet.py", "shop/py.typed"} <= set(names)
    assert not [name for name in names if "state.json" in name]
    used = ran(project / "site", "-c", "import app; print(app.Client.__module__)")
    assert (used.returncode, used.stdout) == (0, "shop.client\n"), used.stderr


def test_an_editable_install_generates(project: Path) -> None:
    done = ran(project, "-c", EDITABLE, str(project / "wheel"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "src/shop/models/pet.py").exists()


def test_a_document_that_cannot_be_used_stops_the_build(project: Path) -> None:
    (project / "openapi.yaml").write_text("openapi: 3.1.0\ninfo: [\n")
    built = ran(project, "-m", "build", "--no-isolation", "--wheel", ".")
    assert built.returncode != 0
    assert "openapi.yaml:" in built.stdout + built.stderr
    assert not list(project.glob("dist/*.whl"))


def test_the_hooks_of_pre_commit_are_commands_that_there_are() -> None:
    hooks = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "specwright" and build_parser().parse_args(arguments).command == "check"
