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


@pytest.mark.parametrize(
    "command",
    [
        "lint openapi.json --format json=part.json",
        "lint openapi.json --baseline part.json --update-baseline",
        "generate openapi.json --package shop --format json=part.json",
        "generate openapi.json --package shop --depfile part.json",
        "bundle openapi.json --format json=part.json",
        "transcribe pages -o pages/create.md",
        "transcribe pages --format json=pages/create.md",
    ],
)
def test_files_that_only_documents_name_are_kept_too(command: str, spec: Path, run: Run) -> None:
    Path("pages").mkdir()
    Path("pages/create.md").write_text("# Create a run\n\n## HTTP request\n\n```http\nPOST /runs\n```\n")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    done = run(*command.split())
    assert done.code == 1
    assert "this file is read, and would be replaced" in done.err and "Name another file." in done.err
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
@pytest.mark.parametrize("file", ["openapi.json", "specwright.toml", "own.yaml"])
def test_files_that_only_the_configuration_names_are_kept_too(command: str, file: str, spec: Path, run: Run) -> None:
    Path("own.yaml").write_text("rules: {}\n")
    Path("specwright.toml").write_text(
        '[lint]\nruleset = "own.yaml"\n[[generate]]\nspec = "openapi.json"\npackage = "shop"\n'
    )
    before = Path(file).read_bytes()
    assert run(command, "--format", f"json={file}").code == 2
    assert Path(file).read_bytes() == before


@pytest.mark.parametrize("file", ["shop/client.py", "shop/.specwright/manifest.json"])
@pytest.mark.parametrize(
    "command", ["lint openapi.json --format json={}", "generate openapi.json --depfile {}", "bundle openapi.json -o {}"]
)
def test_generated_files_are_kept(command: str, file: str, spec: Path, run: Run) -> None:
    run("generate", "openapi.json", "--package", "shop")
    before = Path(file).read_bytes()
    done = run(*command.format(file).split())
    assert done.code in (1, 2) and "this file belongs to the generated package shop" in done.err
    assert Path(file).read_bytes() == before


def test_files_of_ones_own_in_a_package_are_not(spec: Path, run: Run) -> None:
    run("generate", "openapi.json", "--package", "shop")
    Path("shop/findings.json").write_text("of yesterday")
    assert run("lint", "openapi.json", "--format", "json=shop/findings.json").code == 0
    assert json.loads(Path("shop/findings.json").read_text())


@pytest.mark.parametrize("command", ["lint openapi.json --format json=folder", "bundle openapi.json -o folder"])
def test_a_folder_is_no_file(command: str, spec: Path, run: Run) -> None:
    Path("folder").mkdir()
    done = run(*command.split())
    assert done.code in (1, 2) and "a folder is there" in done.err and "Name another file." in done.err
