"""No file that a command reads, or writes for something else, is overwritten by what it is told to write."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.cli.conftest import Run

SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {},
    "components": {"schemas": {"Pet": {"$ref": "part.json"}}},
}


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("part.json").write_text('{"type": "object"}')
    Path("openapi.json").write_text(json.dumps(SPEC))
    Path("linked.json").symlink_to("openapi.json")
    return Path("openapi.json")


@pytest.mark.parametrize(
    "command",
    [
        "lint openapi.json --format json=openapi.json",
        "lint openapi.json --format json=linked.json",
        "lint openapi.json --format json=new.json --format sarif=./new.json",
        "lint openapi.json --baseline openapi.json --update-baseline",
        "generate openapi.json --package shop --depfile openapi.json",
    ],
)
def test_wrong_usage(command: str, spec: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    assert run(*command.split()).code == 2
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize("output", ["part.json", "openapi.json", "linked.json"])
def test_a_bundle_does_not_replace_what_it_is_made_from(output: str, spec: Path, run: Run) -> None:
    before = Path(output).read_bytes()
    done = run("bundle", "openapi.json", "-o", output)
    assert done.code == 1 and output in done.err
    assert Path(output).read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes of POSIX")
@pytest.mark.parametrize("name", ["state.json", ".gitignore"])
def test_links_in_a_package_are_never_followed(name: str, spec: Path, run: Run) -> None:
    victim = Path("victim")
    victim.write_text("mine")
    Path("shop/.specwright").mkdir(parents=True)
    Path("shop/.specwright", name).symlink_to(victim.absolute())
    os.utime("openapi.json", (0, 1))
    os.utime("part.json", (0, 1))
    assert run("generate", "openapi.json", "--package", "shop").code == 0
    assert victim.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes of POSIX")
def test_a_pipe_in_a_package_is_not_waited_for(spec: Path, run: Run) -> None:
    Path("shop/.specwright").mkdir(parents=True)
    os.mkfifo("shop/.specwright/state.json")
    assert run("generate", "openapi.json", "--package", "shop").code in (0, 1)
