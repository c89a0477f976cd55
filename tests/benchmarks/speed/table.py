"""The table as Markdown, and its place in README.md."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.speed.rows import Row

__all__ = ["BEGIN", "END", "HEAD", "markdown", "replaced", "where"]

BEGIN, END = "<!-- speed: python -m tests.benchmarks.speed -->\n", "<!-- /speed -->\n"
HEAD = "| what; beside what | goal | measured |\n| --- | --- | --- |\n"


def markdown(rows: Sequence[Row], results: Mapping[str, str], place: str) -> str:
    """A line for each row that was measured, and where that was."""
    lines = [f"| {row.work} | {row.goal} | {results[row.name]} |\n" for row in rows if row.name in results]
    return f"{HEAD}{''.join(lines)}\n{place}\n"


def where(versions: Mapping[str, str], runs: int) -> str:
    """The machine, and what was compared with."""
    peers = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"CPU time of whole processes, with their children; medians of {runs} runs or more, in turns, on {_processor()}"
        f" ({os.cpu_count()} cores, load {_load():.0f}, files on {_disk()}), Python {platform.python_version()}; {peers}."
    )


def replaced(readme: str, table: str) -> str:
    """The page with another table between the markers. Raises `ValueError` where they are not."""
    head, found, rest = readme.partition(BEGIN)
    _, closed, tail = rest.partition(END)
    if not found or not closed:
        raise ValueError(f"there is no {BEGIN.strip()} ... {END.strip()} to replace")
    return f"{head}{BEGIN}{table}{END}{tail}"


def _load() -> float:
    """How many processes wanted a core lately: CPU time grows with it."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0


def _disk() -> str:
    """The kind of file system that packages are written to: making a file costs much on some."""
    mounts = Path("/proc/self/mounts")
    lines = mounts.read_text().splitlines() if mounts.exists() else []
    fields = [line.split(" ") for line in lines]
    above = [each for each in fields if Path(tempfile.gettempdir()).is_relative_to(each[1])]
    return max(above, key=lambda each: len(each[1]))[2] if above else "a disk"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return (named or [platform.processor() or platform.machine()])[0]
