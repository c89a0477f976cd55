"""The README is true: its commands run and print what it shows, and its Python runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHOWN = [
    (command, expected)
    for language, text in BLOCKS
    if language == "console"
    for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands need of the project, to be changed freely."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("spec", "generated", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    scripts = sysconfig.get_path("scripts")
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    return subprocess.run(
        command,
        check=False,
        shell=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def pattern(expected: str) -> str:
    """The shown output, where `...` on a line stands for anything, of any number of lines."""
    return re.escape(expected.strip()).replace(re.escape("..."), r"[\s\S]*")


@pytest.mark.parametrize(("command", "expected"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_is_shown(command: str, expected: str, checkout: Path) -> None:
    done = run(command, checkout)
    assert re.fullmatch(pattern(expected), done.stdout.strip()), done.stdout
    assert done.returncode == ("--fail-on warning" in command)


def test_the_set_up_commands_are_those_of_ci_and_of_the_main_job() -> None:
    first, second = [text.strip() for language, text in BLOCKS if language == "sh"]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert second.rpartition("&& ")[2].removeprefix(".venv/bin/python ") in script
    assert "pip install -q -e '.[dev]'" in second
    assert first.split(" && ")[2:] == [".venv/bin/specwright transcribe", ".venv/bin/specwright generate"]


def test_the_configuration_is_this_projects_own() -> None:
    (shown,) = (tomllib.loads(text) for language, text in BLOCKS if language == "toml")
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["specwright"]
    shown = shown["tool"]["specwright"]
    assert {key: own[key] for key in ("transcribe", "generate")} == {
        key: shown[key] for key in ("transcribe", "generate")
    }
    assert all(entry in own["accept"] for entry in shown["accept"])


def test_the_python_runs(checkout: Path, base_url: str) -> None:
    server, client = sorted(
        (text for language, text in BLOCKS if language == "python"), key=lambda text: "with " in text
    )
    for text in (server, client.replace("http://127.0.0.1:8000", base_url)):
        done = subprocess.run(
            [sys.executable, "-c", text],
            check=False,
            cwd=ROOT / "generated",
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"f1-\d+ running\n", done.stdout)
