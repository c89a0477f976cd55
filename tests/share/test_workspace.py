"""Many documents in one run: what each comes to is what it comes to alone, however many hands there are."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ran, run
from tests.share.conftest import contents, documents, settle

from specwright import workspace
from specwright.config import GenerateSettings
from specwright.share import worker

__all__ = ["run"]

Run = Callable[..., Ran]
PATTERN = "specs/**/openapi.yaml"
ALL = (PATTERN, "-o", "out", "--ref-root", "specs", "--target", "models")


@pytest.fixture
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of small documents, one of them split and one of them broken, that counts as worth several processes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workspace, "_WORTH", 0)
    documents(tmp_path / "specs")
    settle(tmp_path)
    return tmp_path


def packages(folder: str) -> dict[str, dict[str, bytes]]:
    return {package.name: contents(package) for package in sorted(Path(folder).iterdir())}


def test_several_processes_make_and_say_what_one_does(specs: Path, run: Run) -> None:
    alone = run("generate", *ALL, "--jobs", "1")
    wanted = packages("out")
    assert list(wanted) == ["billing", "deep_down_api", "people", "split"]
    shutil.rmtree("out")
    together = run("generate", *ALL, "--jobs", "3")
    assert together == alone and packages("out") == wanted
    assert together.code == 1 and "specs/broken/openapi.yaml:1:" in together.err
    again = run("generate", *ALL)
    assert again.err == together.err.replace("created", "unchanged") and "ref-" not in again.err


def test_a_cache_serves_all_of_them(specs: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree("specs/broken")
    arguments = ("generate", *ALL, "--cache", "cache")
    first, wanted = run(*arguments, "--jobs", "2"), packages("out")
    shutil.rmtree("out")
    monkeypatch.setattr("specwright.pipeline.generate", None)
    assert run(*arguments) == first and packages("out") == wanted


def test_the_configuration_may_name_them(specs: Path, run: Run) -> None:
    Path("specwright.toml").write_text(f'[[generate]]\nspec = "{PATTERN}"\noutput = "out"\ntargets = ["models"]\n')
    assert run("generate", "--jobs", "2").code == 1
    assert list(packages("out")) == ["billing", "deep_down_api", "people", "split"]
    shutil.rmtree("specs/broken")
    assert run("check").code == 0
    Path("out/people/models/__init__.py").unlink()
    assert run("check").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["specs/*/nothing.yaml"], "no file is named by this"),
        ([PATTERN, "--package", "shop"], "--package is about one package"),
        (["specs/people/openapi.yaml", "specs/billing/openapi.yaml", "--package", "shop"], "--package is about one"),
        (["specs/people/openapi.yaml", "specs/nothing.yaml"], "no such file"),
        (["specs/a-b/openapi.yaml", "specs/a_b/openapi.yaml"], "would be packages in one place"),
        ([PATTERN, "--jobs", "0"], "is no number of processes"),
        (["specs/people/openapi.yaml", "--executor", "tcp://127.0.0.1:1"], "dask://HOST:PORT"),
    ],
)
def test_wrong_usage_is_refused_before_anything_is_written(
    specs: Path, run: Run, arguments: list[str], said: str
) -> None:
    for name in ("a-b", "a_b"):
        Path("specs", name).mkdir()
        shutil.copy("specs/people/openapi.yaml", f"specs/{name}/openapi.yaml")
    ran = run("generate", *arguments, "-o", "out")
    assert ran.code == 2 and said in ran.err and not Path("out").exists()


def test_clashes_in_a_configuration_have_a_place(specs: Path, run: Run) -> None:
    shutil.copytree("specs/people", "specs/deep-down/api")
    Path("specwright.toml").write_text(f'[[generate]]\nspec = "{PATTERN}"\noutput = "out"\n')
    ran = run("generate")
    assert ran.code == 2 and "specwright.toml:1:1: error config-contradiction" in ran.err
    assert "'deep_down_api'" in ran.err and not Path("out").exists()
    Path("specwright.toml").write_text('[[generate]]\nspec = "specs/*/openapi.yaml"\npackage = "shop"\n')
    assert "specwright.toml:3:1: error config-invalid" in run("generate").err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_titles_that_are_the_same_lose_the_second(specs: Path, run: Run, jobs: str) -> None:
    entry = '[[generate]]\nspec = "specs/{}/openapi.yaml"\noutput = "out"\ntargets = ["models"]\n'
    Path("specwright.toml").write_text(entry.format("people") + entry.format("billing"))
    shutil.copy("specs/people/openapi.yaml", "specs/billing/openapi.yaml")
    for name in ("people", "billing"):
        os.utime(f"specs/{name}/openapi.yaml", (0, 0))
    for _ in ("made", "remembered"):
        ran = run("generate", "--jobs", jobs)
        assert ran.code == 1 and "specs/billing/openapi.yaml:1:1: error package-twice" in ran.err
        assert list(packages("out")) == ["people"]


def test_documents_named_one_by_one_are_told_apart_by_their_folders(specs: Path, run: Run) -> None:
    named = ["specs/people/openapi.yaml", "specs/billing/openapi.yaml", "specs/people/openapi.yaml"]
    assert run("generate", *named, "-o", "out", "--target", "models").code == 0
    assert list(packages("out")) == ["billing", "people"]


def test_a_process_that_ends_loses_its_document_only(specs: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of this test ends itself at one of the documents, every time."""
    for name in ("broken", "deep", "split"):
        shutil.rmtree(f"specs/{name}")
    for number in range(3):  # more than are on their way at once
        shutil.copytree("specs/people", f"specs/more{number}")
    monkeypatch.setenv("SPECWRIGHT_TEST_VICTIM", "billing")
    monkeypatch.setattr("specwright.share.crews.answer_here", ending)
    ran = run("generate", *ALL, "--jobs", "2")
    assert ran.code == 1 and "specs/billing/openapi.yaml:1:1: error generation-failed" in ran.err
    assert list(packages("out")) == ["more0", "more1", "more2", "people"]


def ending(task: object, ground: object) -> bytes:
    if os.environ["SPECWRIGHT_TEST_VICTIM"] in str(task.settings.spec):  # type: ignore[attr-defined]
        os._exit(3)
    return worker.answer_here(task, ground)  # type: ignore[arg-type]


def test_a_failure_of_ours_loses_its_document_only(specs: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECWRIGHT_TEST_VICTIM", "billing")
    monkeypatch.setattr("specwright.share.crews.answer_here", failing)
    ran = run("generate", *ALL, "--jobs", "2")
    assert ran.code == 1 and "ZeroDivisionError: division by zero" in ran.err
    assert list(packages("out")) == ["deep_down_api", "people", "split"]


def failing(task: object, ground: object) -> bytes:
    if os.environ["SPECWRIGHT_TEST_VICTIM"] in str(task.settings.spec):  # type: ignore[attr-defined]
        1 / 0  # noqa: B018
    return worker.answer_here(task, ground)  # type: ignore[arg-type]


SLOW = """
import pathlib
from specwright import workspace
from specwright.__main__ import command
from specwright.render import formatting
formatting._MEMORY = pathlib.Path("memory")
if __name__ == "__main__":
    workspace._WORTH = 0
    command()
"""


@pytest.mark.parametrize("way", ["interrupt", "terminate", "kill"])
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked for in /proc")
def test_nothing_is_left_of_a_run_that_is_stopped(specs: Path, way: str) -> None:
    """Old packages are whole, and the processes that made new ones are gone, with what they had for a while."""
    shutil.rmtree("specs/broken")
    Path("memory").mkdir()
    Path("slow.py").write_text(SLOW)
    command = [sys.executable, "slow.py", "generate", *ALL, "--jobs", "2", "--verify"]
    assert subprocess.run(command, check=False, timeout=120, capture_output=True).returncode == 0
    before = packages("out")
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    workers = wait_for(lambda: [pid for pid in children(running.pid) if b"spawn_main" in command_of(pid)])
    wait_for(lambda: list(Path("memory").iterdir()))
    if way == "kill":
        running.kill()
        running.wait(60)
    else:
        running.send_signal({"interrupt": signal.SIGINT, "terminate": signal.SIGTERM}[way])
        assert running.wait(60) == {"interrupt": 130, "terminate": 143}[way]
        assert "every file and package is whole" in running.stderr.read()  # type: ignore[union-attr]
    wait_for(lambda: not [pid for pid in workers if command_of(pid)])
    assert packages("out") == before
    assert list(Path("memory").iterdir()) == []


def wait_for(condition: Callable[[], object], patience: float = 60) -> object:
    until = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < until, "in vain"
        time.sleep(0.01)
    return found


def children(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()  # empty for one that is gone and was not asked for yet
    except OSError:
        return b""


def test_little_is_made_in_one_process(tmp_path: Path) -> None:
    hands = workspace.Hands()
    settings = [GenerateSettings(spec=tmp_path / name, output=tmp_path) for name in ("a.json", "b.json")]
    for each in settings:
        each.spec.write_text(json.dumps({}))
    assert workspace._is_little(settings, hands)
    settings[0].spec.write_text(" " * 200_000)
    assert not workspace._is_little(settings, hands)
    assert workspace._is_little(settings[:1], hands) and workspace._is_little(settings, workspace.Hands(jobs=1))
