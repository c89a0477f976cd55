"""A run that is killed anywhere leaves the old tree or the new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")


def experiment(folder: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.write.kill_everywhere", str(folder), *arguments]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("scenario", ["create", "change", "one-file"])
def test_a_kill_at_any_operation_leaves_one_whole_tree(tmp_path: Path, scenario: str) -> None:
    result = experiment(tmp_path / "root", scenario)
    assert result["wrong"] == []
    expected = {"mkdir", "open", "write", "fsync"} | (
        {"rename"} if scenario == "create" else {"exchange", "link", "unlink"}
    )
    assert expected <= result["kills"].keys()


@pytest.mark.parametrize("scenario", ["create", "change", "nothing"])
def test_a_single_file_is_whole_too(tmp_path: Path, scenario: str) -> None:
    assert experiment(tmp_path / "root", scenario, "--file")["wrong"] == []


def test_a_run_without_changes_changes_nothing(tmp_path: Path) -> None:
    result = experiment(tmp_path / "root", "nothing")
    assert result["wrong"] == []
    assert result["kills"].keys() <= {"open"}, "only the lock is taken, on a folder that is there"


def test_without_an_exchange_only_the_kill_between_two_renames_is_felt(tmp_path: Path) -> None:
    """There the package is missing until the next run, which puts it back before anything else."""
    result = experiment(tmp_path / "root", "change", "--two-renames")
    assert len(result["wrong"]) == 2, result["wrong"]
    assert all(wrong.endswith("half new") and "rename" in wrong for wrong in result["wrong"])
