"""`specwright watch` as a process, and files that change under it."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/pets": {"get": {"responses": {"200": {"$ref": "answers.json#/Pets"}}}}},
}
ANSWERS = {"Pets": {"description": "Pets.", "content": {"application/json": {"schema": {"type": "string"}}}}}
SOON = 30
WATCH = """
import signal, sys
from specwright.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell starts in the background
sys.exit(main(["watch"]))
"""


class Watching:
    """The running command, and what it says, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self._said.put(line)

    def until(self, words: str) -> list[str]:
        """What it says up to the line with `words`."""
        lines: list[str] = []
        while not lines or words not in lines[-1]:
            lines.append(self._said.get(timeout=SOON))
        return lines


@contextmanager
def running() -> Iterator[Watching]:
    command = [sys.executable, "-c", WATCH]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        yield Watching(process)
        process.kill()


@pytest.fixture
def watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watching]:
    monkeypatch.chdir(tmp_path)
    Path("looks/client").mkdir(parents=True)
    Path("openapi.json").write_text(json.dumps(SPEC))
    Path("answers.json").write_text(json.dumps(ANSWERS))
    Path("specwright.toml").write_text(
        '[[generate]]\nspec = "openapi.json"\noutput = "out"\npackage = "shop"\ntemplates = "looks"\n'
    )
    with running() as process:
        yield process


def replaced(path: str, text: str) -> None:
    """As editors save: a new file in the place of the old one."""
    Path(f"{path}~").write_text(text)
    os.replace(f"{path}~", path)


def test_every_change_is_seen_and_broken_saves_are_survived(watching: Watching) -> None:
    watching.until("files created")

    Path("answers.json").write_text(json.dumps(ANSWERS).replace("Pets.", "All pets."))
    assert watching.until("updated")[0] == "changed: answers.json\n"

    replaced("openapi.json", json.dumps(SPEC)[:-1])
    assert "syntax-json" in watching.until("1 error")[1]
    replaced("openapi.json", json.dumps(SPEC | {"tags": [{"name": "pets"}]}))
    watching.until("unchanged (from")

    Path("looks/client/service.py.jinja").write_text('"""Mine."""\n{% for x in y %}')
    watching.until("template-invalid")
    Path("looks/client/service.py.jinja").unlink()
    watching.until("unchanged (from")

    os.unlink("answers.json")
    watching.until("ref-unresolved")
    Path("answers.json").write_text(json.dumps(ANSWERS))
    watching.until("updated")

    Path("specwright.toml").write_text("[[generate]]\nspec = 1\n")
    watching.until("specwright.toml can't be used")
    Path("specwright.toml").write_text('[[generate]]\nspec = "openapi.json"\noutput = "out"\npackage = "mart"\n')
    watching.until("out/mart")

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(SOON) == 0


def test_new_documents_of_a_pattern_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        Path("specs", name).mkdir(parents=True)
    Path("specwright.toml").write_text('[[generate]]\nspec = "specs/**/openapi.json"\noutput = "out"\n')
    document = json.dumps(SPEC | {"paths": {}})
    Path("specs/a/openapi.json").write_text(document)
    with running() as watching:
        watching.until("files created")
        Path("specs/b/openapi.json").write_text(document)
        assert watching.until("out/b: ")[0] == "changed: specs/b/openapi.json\n"
        Path("specs/a/openapi.json").unlink()
        Path("specs/b/openapi.json").unlink()
        watching.until("specwright.toml can't be used")
        Path("specs/c/openapi.json").write_text(document)
        assert watching.until("out/c: ")[0] == "changed: specs/c/openapi.json\n"


def test_a_template_that_was_missing_from_the_start_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("looks/parts").mkdir(parents=True)
    Path("looks/parts/header.jinja").write_text('{% include "mine/words.jinja" %}\n')
    Path("openapi.json").write_text(json.dumps(SPEC | {"paths": {}}))
    Path("specwright.toml").write_text(
        '[[generate]]\nspec = "openapi.json"\noutput = "out"\npackage = "shop"\ntemplates = "looks"\n'
    )
    with running() as watching:
        watching.until("template-invalid")
        Path("looks/mine").mkdir()
        Path("looks/mine/words.jinja").write_text("# Mine.")
        watching.until("files created")


def test_it_does_not_start_with_nothing_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "specwright", "watch"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=SOON)
    assert (done.returncode, "nothing to do" in done.stderr) == (2, True)
