"""A cache gives what a run would, to anyone with the same inputs, and nothing that was tampered with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Ran, run
from tests.share.conftest import ANSWERS, CONFIGURATION, OVERLAY, SPEC, contents, settle, write_project

from specwright import pipeline

__all__ = ["run"]

Run = Callable[..., Ran]
CACHE = "../cache"


def fresh(run: Run, *arguments: str, cache: str = CACHE) -> Ran:
    """A run whose output is not there yet."""
    shutil.rmtree("out", ignore_errors=True)
    return run("generate", "--cache", cache, *arguments)


def entries(folder: str = CACHE) -> list[Path]:
    return sorted(path for path in Path(folder).rglob("*") if path.is_file() and path.name != ".gitignore")


def test_it_says_and_writes_what_a_run_without_it_does(project: Path, run: Run, asked: list[bool]) -> None:
    plain, wanted = run("generate", "--verify"), contents(project / "out/shop")
    assert plain.code == 0 and {"ref-unresolved", "name-unused"} <= set(plain.err.replace(":", " ").split())
    for times in (2, 2):  # once for each: the second is a hit
        assert fresh(run) == plain
        assert contents(project / "out/shop") == wanted and len(asked) == times
    report = json.loads(fresh(run, "--report", "json").out)["packages"][0]
    shutil.rmtree("out")
    told = json.loads(run("generate", "--report", "json").out)["packages"][0]
    measured = {"seconds": None, "import": None}
    assert {**report, **measured} == {**told, **measured}
    assert "cache" in report["seconds"]


def test_names_of_files_outside_of_the_working_folder(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "here").mkdir()
    monkeypatch.chdir(project / "here")
    arguments = ["generate", "../specs/openapi.json", "--ref-root", "..", "--verify", "--package", "shop"]
    plain = run(*arguments)
    assert str(project / "specs" / "openapi.json") in plain.err
    for _ in range(2):
        shutil.rmtree("shop")
        assert run(*arguments, "--cache", "../../cache") == plain


def test_another_checkout_and_a_moved_cache_hit(
    project: Path, run: Run, asked: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(run)
    wanted = contents(project / "out/shop")
    assert b"project" not in b"".join(zlib.decompress(entry.read_bytes()[32:]) for entry in entries())
    shutil.move("../cache", tmp_path / "elsewhere")
    monkeypatch.chdir(write_project(tmp_path / "far" / "away" / "checkout"))
    Path("specwright.toml").write_text("# Lines move.\n" + CONFIGURATION)
    ran = fresh(run, cache="../../../elsewhere")
    assert len(asked) == 1 and contents(Path("out/shop")) == wanted
    assert "specwright.toml:11:" in ran.err  # where the configuration has it now
    assert not Path("../../../elsewhere").joinpath("out").exists()


def write(path: str, content: object) -> None:
    Path(path).write_text(content if isinstance(content, str) else json.dumps(content))


def point(link: str, target: str) -> None:
    Path(link).unlink()
    Path(link).symlink_to(target)


CHANGES: dict[str, Callable[[], object]] = {
    "the document": lambda: write("specs/openapi.json", SPEC | {"tags": []}),
    "a file that it refers to": lambda: write("common/answers.json", ANSWERS | {"More": {}}),
    "a file that that refers to": lambda: write("common/pet.json", '{"type": "object"}'),
    "where a link leads": lambda: point("common/link.json", "toy.json"),
    "a file that was missing": lambda: write("specs/gone.json", '{"type": "object"}'),
    "an overlay": lambda: write("decisions.yaml", OVERLAY.replace("listPets", "allPets")),
    "a template": lambda: write("looks/models/spare.jinja", "{{ model }}"),
    "another template": lambda: write("looks/models/other.jinja", ""),
    "the configuration": lambda: write("specwright.toml", CONFIGURATION + 'python = "3.12"\n'),
    "the tool": lambda: None,
    "the name lock": lambda: None,
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_misses_after_a_change_of(
    what: str, project: Path, run: Run, asked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(run)
    CHANGES[what]()
    settle(project)
    if what == "the tool":
        monkeypatch.setattr("specwright.share.cache.tool_digest", lambda: "another")
    if what == "the name lock":
        run("generate", "--verify", "--cache", CACHE)
    else:
        fresh(run)
    assert len(asked) == 2
    wanted = contents(project / "out/shop")
    shutil.rmtree("out") if what != "the name lock" else None
    run("generate", "--verify")
    assert contents(project / "out/shop") == wanted


def test_two_states_of_a_split_document_both_hit(project: Path, run: Run, asked: list[bool]) -> None:
    """Though they refer to different files."""
    states: list[Callable[[], object]] = [
        lambda: write("common/answers.json", ANSWERS),
        lambda: write("common/answers.json", json.dumps(ANSWERS).replace("link", "toy")),
    ]
    for times in (1, 2, 2, 2):
        states[0]()
        states.reverse()
        settle(project)
        fresh(run)
        assert len(asked) == times


def test_what_changed_during_a_run_is_not_kept(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.generate

    def overtaken(*arguments: object, **options: object) -> object:
        write("common/pet.json", '{"type": "object"}')
        return whole(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "generate", overtaken)
    fresh(run)
    assert not entries()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda content: content[:-20],
    "a bit": lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
    "noise": lambda _: os.urandom(5000),
    "of another key": lambda _: entries()[0].read_bytes(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_a_miss_and_repaired(damage: str, project: Path, run: Run, asked: list[bool]) -> None:
    plain = fresh(run)
    whole, wanted = {path: path.read_bytes() for path in entries()}, contents(project / "out/shop")
    for path in entries()[1:]:
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert fresh(run) == plain and len(asked) == 2
    assert contents(project / "out/shop") == wanted
    assert {path: path.read_bytes() for path in entries()} == whole


FORGED: dict[str, Callable[[dict[str, object]], object]] = {
    "a file elsewhere": lambda head: head.update(files=[["../../stolen.py", 1], *head["files"][1:]]),  # type: ignore[index]
    "an absolute file": lambda head: head.update(files=[["/tmp/stolen.py", 1], *head["files"][1:]]),  # type: ignore[index]
    "a package elsewhere": lambda head: head.update(name="../stolen"),
    "another package": lambda head: head.update(name="stolen"),
    "a size below nothing": lambda head: head.update(files=[["__init__.py", -1]]),
    "no names": lambda head: head.update(names=None),
    "an unknown severity": lambda head: head["diagnostics"][0].update(severity="fatal"),  # type: ignore[index]
    "a place that is none": lambda head: head["diagnostics"][0].update(
        span={"file": "\0setting/9", "line": 1, "column": 1}
    ),  # type: ignore[index]
    "less than it needs": lambda head: head.clear(),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_entry_writes_nothing_outside_and_is_a_miss(
    forgery: str, project: Path, run: Run, asked: list[bool], tmp_path: Path
) -> None:
    fresh(run)
    forge(FORGED[forgery])
    before = sorted(tmp_path.iterdir())
    assert fresh(run).code == 0 and len(asked) == 2
    assert sorted(tmp_path.iterdir()) == before and [path.name for path in Path("out").iterdir()] == ["shop"]


def forge(change: Callable[[dict[str, object]], object]) -> None:
    """Change the one entry that is an answer, and give it the digest that it needs to be believed."""
    for path in entries():
        content = zlib.decompress(path.read_bytes()[32:])
        if content.startswith(b"{"):
            head, _, rest = content.partition(b"\n")
            state = json.loads(head)
            change(state)
            packed = zlib.compress(json.dumps(state).encode() + b"\n" + rest)
            path.write_bytes(hashlib.sha256(path.name.encode() + packed).digest() + packed)


def test_a_chain_without_end_ends(project: Path, run: Run, asked: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specwright.share.cache.Store.read", lambda *_: b"next specs/openapi.json")
    monkeypatch.setattr("specwright.share.cache.FILES", 10)
    assert fresh(run).code == 0 and len(asked) == 1


def test_edits_are_as_safe_as_ever(project: Path, run: Run) -> None:
    fresh(run)
    Path("out/shop/models/toy.py").write_text("mine\n")
    Path("out/shop/notes.txt").write_text("mine\n")
    ran = run("generate", "--cache", CACHE)
    assert ran.code == 1 and "hand-edited-file" in ran.err
    assert Path("out/shop/models/toy.py").read_text() == "mine\n"
    assert run("generate", "--cache", CACHE, "--force").code == 0
    assert Path("out/shop/notes.txt").exists() and Path("out/shop/models/toy.py").read_text() != "mine\n"


def test_many_at_once(project: Path) -> None:
    """Processes that start together on an empty cache, and again on one with a damaged entry."""
    command = [sys.executable, "-m", "specwright", "generate", "-q", "specs/openapi.json", "--ref-root", "."]
    for _ in range(2):
        running = [
            subprocess.Popen(
                [*command, "--target", "models", "--package", "shop", "-o", f"out{number}", "--cache", CACHE]
            )
            for number in range(4)
        ]
        assert [process.wait(120) for process in running] == [0] * 4
        made = [contents(Path(f"out{number}/shop")) for number in range(4)]
        assert made[0] and made == [made[0]] * 4
        assert not list(Path(CACHE).rglob(".[!g]*"))
        for path in entries()[:2]:
            path.write_bytes(path.read_bytes()[:-1])


def test_none_unless_somebody_says_so(project: Path, run: Run, asked: list[bool], tmp_path: Path) -> None:
    run("generate")
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
    Path("specwright.toml").write_text('cache = "../kept"\n' + CONFIGURATION)
    for _ in range(2):
        shutil.rmtree("out")
        run("generate")
    assert len(asked) == 2 and (tmp_path / "kept").is_dir()


def test_a_cache_that_can_only_be_read(project: Path, run: Run, asked: list[bool]) -> None:
    fresh(run)
    shutil.rmtree("out")
    for path in (Path(CACHE), *Path(CACHE).rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        run("generate", "--cache", CACHE)
        Path("specs/gone.json").write_text('{"type": "object"}')
        settle(project)
        assert fresh(run).code == 0 and len(asked) == 2
    finally:
        for path in (Path(CACHE), *Path(CACHE).rglob("*")):
            path.chmod(0o755)


def test_git_sees_none_of_it_but_all_of_a_folder_that_was_there(project: Path, run: Run) -> None:
    Path("mine").mkdir()
    fresh(run, cache="mine")
    assert entries("mine") and not Path("mine/.gitignore").exists()
    fresh(run)
    assert Path(CACHE, ".gitignore").read_text() == "*\n"


def test_a_file_is_no_cache(project: Path, run: Run) -> None:
    Path(CACHE).write_text("mine")
    ran = fresh(run)
    assert ran.code == 2 and "can't be a cache" in ran.err and Path(CACHE).read_text() == "mine"


def test_what_was_made_of_a_document_that_an_older_one_replaced_meanwhile_is_not_kept(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, whole = project / "specs/openapi.json", pipeline.generate

    def replaced(*arguments: Any, **options: Any) -> Any:
        package = whole(*arguments, **options)
        spec.write_text(f"{spec.read_text()} ")
        os.utime(spec, (0, 0))
        return package

    monkeypatch.setattr(pipeline, "generate", replaced)
    assert fresh(run).code == 0 and not entries()
