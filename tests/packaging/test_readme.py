"""The table of README.md is what `python -m tests.benchmarks.speed` prints; its figures are of one machine."""

from __future__ import annotations

import re
from pathlib import Path

from tests.benchmarks.speed.rows import ROWS
from tests.benchmarks.speed.table import BEGIN, END, HEAD, markdown, replaced

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_the_table_is_as_the_command_writes_it() -> None:
    table = README.partition(BEGIN)[2].partition(END)[0]
    lines, _, place = table.removeprefix(HEAD).partition("\n\n")
    cells = [line.strip("| ").split(" | ") for line in lines.splitlines()]
    rows = {row.work: row for row in ROWS}
    measured = {rows[work].name: figures for work, _, figures in cells}
    assert markdown(ROWS, measured, place.strip()) == table
    assert all(re.match(r"1/\d+\.\d|\d+(\.\d+)? (x|s|ms)\b", each) for each in measured.values())
    assert re.search(
        r"medians of \d+ runs or more, in turns, on .+ \(\d+ cores, load \d+, files on \S+\), Python 3\.\d+\.\d+; ",
        place,
    )


def test_a_table_goes_between_its_markers_only() -> None:
    assert replaced(f"a\n{BEGIN}old\n{END}b\n", "new\n") == f"a\n{BEGIN}new\n{END}b\n"
