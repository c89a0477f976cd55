"""A run that would change nothing reads nothing; anything that it depends on makes it run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from specwright import pipeline, unchanged

CONFIGURATION = """
[[generate]]
spec = "openapi.json"
output = "out"
package = "shop"
templates = "looks"
"""
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/pets": {"get": {"responses": {"200": {"$ref": "answers.json#/Pets"}}}}},
    "components": {"schemas": {"Pet": {"$ref": "gone.json"}, "Toy": {"type": "object"}}},
}
STATE = Path("out/shop/.specwright/state.json")


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    """A project whose package is generated, from files that were written a while before."""
    monkeypatch.chdir(tmp_path)
    Path("looks/models").mkdir(parents=True)
    Path("looks/models/spare.jinja").write_text("")
    Path("specwright.toml").write_text(CONFIGURATION)
    Path("openapi.json").write_text(json.dumps(SPEC))
    Path("answers.json").write_text('{"Pets": {"description": "Pets."}}')
    for file in Path().rglob("*.json*"):
        os.utime(file, (0, time.time() - 10))
    os.utime("looks/models/spare.jinja", (0, time.time() - 10))
    assert run("generate").code == 0
    return run


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the pipeline was asked for anything since."""
    asked: list[bool] = []
    whole = pipeline.generate

    def watched(*arguments: object, **options: object) -> object:
        asked.append(True)
        return whole(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "generate", watched)
    return asked


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_that_leads_elsewhere_is_another_document(ran: Run) -> None:
    Path("other.json").write_text(json.dumps(SPEC | {"info": {"title": "Another", "version": "1"}}))
    os.utime("other.json", (0, time.time() - 10))
    Path("openapi.json").rename("first.json")
    Path("openapi.json").symlink_to("first.json")
    ran("generate")
    Path("openapi.json").unlink()
    Path("openapi.json").symlink_to("other.json")
    assert "updated" in ran("generate").err and "Another" in Path("out/shop/__init__.py").read_text()


def test_it_says_the_same_without_reading_anything(ran: Run, idle: list[bool]) -> None:
    whole = ran("generate", "--verify")
    assert idle.pop()
    assert "ref-unresolved" in whole.err and "files unchanged" in whole.err
    assert ran("generate") == whole and not idle
    assert ran("generate", "--fail-on", "warning").code == 1 and not idle


def later(path: str) -> None:
    os.utime(path, (0, Path(path).stat().st_mtime + 5))


EVENTS: dict[str, Callable[[], object]] = {
    "the document changed": lambda: Path("openapi.json").write_text(json.dumps(SPEC | {"tags": []})),
    "the document was touched": lambda: later("openapi.json"),
    "a file that it refers to changed": lambda: Path("answers.json").write_text('{"Pets": {"description": "All."}}'),
    "a file that was missing appeared": lambda: Path("gone.json").write_text('{"type": "object"}'),
    "a template changed": lambda: later("looks/models/spare.jinja"),
    "a template was added": lambda: Path("looks/models/other.jinja").write_text(""),
    "another target": lambda: Path("specwright.toml").write_text(CONFIGURATION + 'targets = ["models"]\n'),
    "an output was deleted": lambda: Path("out/shop/models/toy.py").unlink(),
    "a folder of outputs was deleted": lambda: shutil.rmtree("out/shop/models"),
    "an output was touched": lambda: later("out/shop/models/toy.py"),
    "the memory was lost": STATE.unlink,
    "the memory is no JSON": lambda: STATE.write_text("{"),
    "the memory is something else": lambda: STATE.write_text("[1]"),
    "the memory is nested without end": lambda: STATE.write_text("[" * 100_000),
}


@pytest.mark.parametrize("event", EVENTS)
def test_it_runs_when(event: str, ran: Run, idle: list[bool]) -> None:
    EVENTS[event]()
    assert ran("generate").code == 0
    assert idle
    assert ran("check").code == 0


def test_files_of_the_user_in_the_package_do_not_hide_a_change(ran: Run, idle: list[bool]) -> None:
    Path("out/shop/notes.txt").write_text("mine")
    ran("generate")
    assert idle.pop()
    ran("generate")
    assert not idle


def test_an_edit_right_before_a_run_is_never_taken_for_an_old_one(ran: Run, idle: list[bool]) -> None:
    """Two edits within one tick of the clock leave the same size and time."""
    answers = Path("answers.json")
    answers.write_text('{"Pets": {"description": "Cats."}}')
    now = time.time_ns() + 60_000_000_000  # however long it takes until the run begins
    os.utime(answers, ns=(now, now))
    ran("generate")
    assert not STATE.exists()


def test_a_tool_that_changes_during_a_run_runs_again(
    ran: Run, idle: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "tool"
    tool.mkdir()
    monkeypatch.setattr(unchanged, "package_root", lambda: tool)
    whole = pipeline.generate
    exchanged = tool / "new.py"
    monkeypatch.setattr(pipeline, "generate", lambda *given, **more: exchanged.touch() or whole(*given, **more))
    ran("generate")
    assert exchanged.exists() and idle.pop()
    monkeypatch.setattr(pipeline, "generate", whole)
    ran("generate")
    assert idle.pop()
    ran("generate")
    assert not idle


def test_git_does_not_see_the_memory(ran: Run) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    status = ["git", "status", "--porcelain", "--untracked-files=all", "out/shop/.specwright"]
    seen = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert seen.split() == ["??", "out/shop/.specwright/manifest.json"]


def test_without_a_name_the_package_is_found_all_the_same(ran: Run, idle: list[bool]) -> None:
    ran("generate", "openapi.json", "-o", "elsewhere")
    assert idle.pop()
    ran("generate", "openapi.json", "-o", "elsewhere")
    assert not idle


def named(title: str, *, ago: float, summary: str = "") -> None:
    Path("openapi.json").write_text(json.dumps(SPEC | {"info": {"title": title, "version": "1", "summary": summary}}))
    os.utime("openapi.json", (0, time.time() - ago))


def test_of_several_packages_of_a_document_that_of_its_title_today_counts(ran: Run, idle: list[bool]) -> None:
    """What it was called before left packages that nobody touched, and somebody copied one."""
    Path("specwright.toml").write_text(CONFIGURATION.replace('package = "shop"\n', ""))
    for number, title in enumerate(("Mart", "Zoo", "Bazaar")):
        named(title, ago=9 - number)
        assert "created" in ran("generate").err
    subprocess.run(["cp", "-a", "out/bazaar", "out/another"], check=True)
    os.utime("out/another/.specwright/state.json")
    idle.clear()
    assert "out/bazaar: " in (told := ran("generate").err) and "unchanged" in told
    assert idle == []
    named("Zoo", ago=5, summary="Animals.")
    assert "out/zoo: " in (told := ran("generate").err) and "updated" in told
    assert "out/zoo: " in (told := ran("generate").err) and "unchanged" in told
    assert idle == [True]
