"""How the command behaves as a process: quick, quiet, interruptible, and honest about its own mistakes."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import FakePipeline, Run

from specwright.cli import main
from specwright.cli.console import Console, wants_color


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "specwright", *arguments]


def test_help_is_quick() -> None:
    """0.15 s of CPU: the best of five, because the machine has other things to do."""
    assert min(_cpu_seconds() for _ in range(5)) < 0.15


def _cpu_seconds() -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command("--help"), stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


@pytest.mark.parametrize("said", [["generate", "--outptu", "x"], ["generate", "a.json", "--outptu=x"], ["lint", "-z"]])
def test_an_option_that_is_not_known_shows_the_usage_of_its_command(
    said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(said)
    told = capsys.readouterr().err
    assert stopped.value.code == 2 and told.startswith(f"usage: specwright {said[0]} ") and "--config FILE" in told
    assert told.splitlines()[-1].startswith(f"specwright {said[0]}: error: unrecognized arguments: -")


def test_a_reader_who_goes_away_is_no_error() -> None:
    script = f"{' '.join(command('explain'))} | head -n 1"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stderr == ""


def test_an_interrupt_is_told(fake: FakePipeline, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("specwright.pipeline.generate", interrupt)
    ran = run("generate", "openapi.yaml")
    assert (ran.code, ran.err) == (130, "specwright: interrupted, nothing was written\n")


def test_an_interrupt_that_came_too_late_too(fake: FakePipeline, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    run("generate", "openapi.yaml")
    fake.files = {"client.py": "VALUE = 2\n"}
    monkeypatch.setattr("specwright.write.commit._retire", interrupt)
    ran = run("generate", "openapi.yaml")
    assert (ran.code, ran.err) == (130, "specwright: interrupted, after shop was written\n")
    assert Path("shop/client.py").read_text() == "VALUE = 2\n"


def test_what_cannot_be_written_is_told(fake: FakePipeline, run: Run) -> None:
    Path("out").write_text("a file")
    ran = run("transcribe", "docs", "-o", "out/openapi.yaml")
    assert ran.code == 1
    assert ran.err.startswith("specwright: ") and "out: a file stands where a folder has to go" in ran.err


def test_what_stops_it_before_anything_is_written(
    fake: FakePipeline, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specwright.project.apply", refuse)
    ran = run("generate", "openapi.yaml")
    assert (ran.code, ran.err) == (1, "specwright: shop: No space left on device\n  Nothing was written.\n")


def test_what_stops_it_afterwards(fake: FakePipeline, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "findings", refuse)
    ran = run("generate", "openapi.yaml", "-o", "Out", "--package", "shop", "--format", "json")
    assert ran.code == 1 and "This was written: Out/shop." in ran.err
    ran = run("transcribe", "docs", "-o", "api.yaml", "--format", "json")
    assert ran.code == 1 and "This was written: api.yaml." in ran.err


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "shop")


@pytest.mark.parametrize("verbose", [False, True])
def test_a_bug_is_admitted(fake: FakePipeline, run: Run, monkeypatch: pytest.MonkeyPatch, verbose: bool) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr("specwright.pipeline.generate", fail)
    ran = run("generate", "openapi.yaml", *(["--verbose"] if verbose else []))
    assert ran.code == 70
    assert "this is a bug in specwright: RecursionError: maximum recursion depth exceeded" in ran.err
    assert ("Traceback" in ran.err) == verbose


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    _, side = os.openpty()
    with open(side, "w") as terminal, open(os.devnull, "w") as file:
        assert wants_color(terminal)
        assert not wants_color(file)
        monkeypatch.setenv("NO_COLOR", "1")
        assert not wants_color(terminal)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_any_locale_will_do(fake: FakePipeline, encoding: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    ran = subprocess.run(command("lint", "nöwhere.yaml"), capture_output=True, env=environment, check=False)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (1, 2)


def test_importing_the_package_loads_nothing() -> None:
    script = "import sys, specwright; print(sorted(m for m in sys.modules if m.startswith('specwright.')))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_verbs_stay_functions() -> None:
    script = """
import specwright.check, specwright.lint, specwright.transcribe
print({verb.__module__ for verb in (specwright.check, specwright.lint, specwright.transcribe, specwright.generate)})
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "{'specwright.project'}\n"
