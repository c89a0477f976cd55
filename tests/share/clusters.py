"""A real Dask scheduler and its workers, as processes on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

__all__ = ["dask"]

_PATIENCE = 120


@contextmanager
def dask(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler as `--executor` takes it, and its workers, which stand in folders of their own."""
    with ExitStack() as stack:
        file = folder / "scheduler.json"
        arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        stack.enter_context(_running(folder, "dask_scheduler", *arguments))
        address = _address(file)
        started = []
        for number in range(workers):
            place = folder / f"worker{number}"
            place.mkdir()
            arguments = (
                f"tcp://{address}",
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--local-directory",
                ".",
            )
            started.append(stack.enter_context(_running(place, "dask_worker", *arguments)))
        yield f"dask://{address}", started


@contextmanager
def _running(folder: Path, module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
        try:
            yield process
        finally:
            process.kill()


def _address(file: Path) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if file.exists() and (text := file.read_text()):
            return str(json.loads(text)["address"]).removeprefix("tcp://")
        time.sleep(0.05)
    raise TimeoutError(f"no scheduler: see {file.with_name('log')}")
