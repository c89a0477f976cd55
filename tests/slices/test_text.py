"""Texts of which only what is asked for is read are the texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from specwright.slices.text import Spliced, Stored, Text

SPLICES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.binary(max_size=8)), max_size=4)
EXTENTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=8)


@given(whole=st.binary(max_size=40), splices=SPLICES, extents=EXTENTS)
def test_a_spliced_text_is_sliced_as_its_bytes_are(
    whole: bytes, splices: list[tuple[int, int, bytes]], extents: list[tuple[int, int]]
) -> None:
    text: Text = whole
    for one, other, put in splices:
        start, end = sorted(min(at, len(whole)) for at in (one, other))
        text, whole = Spliced(text, start, end, put), whole[:start] + put + whole[end:]
    assert len(text) == len(whole) and text[:] == whole
    for start, end in extents:
        assert text[start:end] == whole[start:end]


def test_a_stored_text_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"0123456789")
    text = Stored(tmp_path / "text")
    assert (len(text), text[:], text[3:5], text[8:20], text[5:3]) == (10, b"0123456789", b"34", b"89", b"")
