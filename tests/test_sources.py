"""Lines of files, as a text editor numbers them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specwright.sources import Sources

PIECES = st.lists(st.sampled_from(["a", "é\u2028", "\n", "\r\n", "\r", "x" * 5000, "\n\n"]), max_size=20).map("".join)


@given(text=PIECES, numbers=st.lists(st.integers(-1, 25), max_size=5))
def test_lines_are_found_in_any_order(tmp_path_factory: pytest.TempPathFactory, text: str, numbers: list[int]) -> None:
    file = tmp_path_factory.getbasetemp() / "text"
    file.write_bytes(text.encode())
    lines, sources = text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), Sources()
    for number in numbers:
        expected = lines[number - 1] if 0 < number <= len(lines) else None
        assert sources.numbered(str(file), number) == expected


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    assert Sources().numbered(str(tmp_path / "gone"), 1) is None
