"""Make and Ninja read the depfile: they run the command when an input changed, and only then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from specwright.write import OWN

SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/pets": {"get": {"responses": {"200": {"$ref": "my $answers#1.json#/Pets"}}}}},
}
ANSWERS = "my $answers#1.json"
COMMAND = f"{sys.executable} -m specwright generate openapi.json --package shop --depfile shop.d"
MAKEFILE = f"shop/__init__.py:\n\t{COMMAND}\n\ttouch shop/__init__.py\n-include shop.d\n"
NINJA = f"rule generate\n  command = {COMMAND} && touch {{made}}\n  depfile = shop.d\nbuild {{made}}: generate openapi.json\n"


def make() -> bool:
    """Whether it ran the command."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    Path("Makefile").write_text(MAKEFILE)
    return "specwright" in ran("make", "shop/__init__.py")


def ninja() -> bool:
    if not Path("build.ninja").exists():  # Ninja wants all outputs declared
        ran(*COMMAND.split())
        made = " ".join(
            str(path)
            for path in sorted(Path("shop").rglob("*"))
            if path.is_file() and path.relative_to("shop").as_posix() not in OWN
        )
        Path("build.ninja").write_text(NINJA.format(made=made))
        shutil.rmtree("shop")
    return "no work to do" not in ran(sys.executable, "-m", "ninja")


def ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("build", [make, ninja])
def test_a_build_runs_when_an_input_changed(
    build: Callable[[], bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    Path("openapi.json").write_text(json.dumps(SPEC).replace("my $answers#1.json#", "my%20$answers%231.json#"))
    Path(ANSWERS).write_text('{"Pets": {"description": "Pets."}}')
    for file in ("openapi.json", ANSWERS):
        os.utime(file, (0, time.time() - 10))
    assert build()
    assert not build()
    Path(ANSWERS).write_text('{"Pets": {"description": "All pets."}}')
    assert build()


def test_a_run_that_changes_nothing_writes_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("openapi.json").write_text(json.dumps(SPEC))
    os.utime("openapi.json", (0, time.time() - 10))
    run("generate", "openapi.json", "--depfile", "one.d")
    run("generate", "openapi.json", "--depfile", "two.d")
    first, second = Path("one.d").read_text(), Path("two.d").read_text()
    assert first == second
    assert "shop/models/__init__.py" in first and first.endswith("openapi.json\n")


def test_names_that_no_depfile_can_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ab:c").mkdir()
    Path("ab:c/openapi.json").write_text(json.dumps(SPEC))
    done = run("generate", "ab:c/openapi.json", "--depfile", "shop.d")
    assert (done.code, "colon" in done.err, Path("shop.d").exists()) == (2, True, False)
