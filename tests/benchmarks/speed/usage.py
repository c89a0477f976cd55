"""What a command spends: CPU time and memory of it and its children."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Usage", "environment", "in_turns", "median", "ratio", "spent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """CPU seconds, and the megabytes of the largest process; `said` is what it printed to standard output."""

    seconds: float
    megabytes: float
    said: str


def spent(command: Sequence[object], *, cwd: Path, environment: Mapping[str, str], fails: bool = False) -> Usage:
    """Run a command to its end. Raises `RuntimeError` where it fails, unless that is expected."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen([str(word) for word in command], cwd=cwd, env=environment, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        if process.returncode and not fails:
            raise RuntimeError(f"{' '.join(map(str, command))}: {err.read()[-2000:]}")
        scale = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
        return Usage(
            seconds=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss * scale / 1e6, said=out.read().strip()
        )


def environment(*first: Path, bytecode: Path | None = None) -> dict[str, str]:
    """Ours, in which the commands of some folders are found first, and Python keeps bytecode in a folder."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    path = os.pathsep.join([*map(str, first), mine.get("PATH", "")])
    return {**mine, "PATH": path, **({"PYTHONPYCACHEPREFIX": str(bytecode)} if bytecode else {})}


def in_turns(runs: int, *sides: Callable[[], Usage], brief: Sequence[Callable[[], Usage]] = ()) -> list[list[Usage]]:
    """Each side as often as asked for, one after the other; those that are `brief` three times in each turn, as their runs differ
    most. A list for each side, the brief ones first."""
    found: list[list[Usage]] = [[] for _ in (*brief, *sides)]
    for _ in range(runs):
        for number, side in [*enumerate(brief)] * 3 + [*enumerate(sides, len(brief))]:
            found[number].append(side())
    return found


def median(side: Sequence[Usage]) -> float:
    """The median of the CPU seconds."""
    return statistics.median(one.seconds for one in side)


def ratio(ours: Sequence[Usage], theirs: Sequence[Usage]) -> float:
    """What the one median is of the other."""
    return median(ours) / median(theirs)
