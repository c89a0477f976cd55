"""Positions of an editor to characters and back, whatever the characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from specwright.diagnostics import Span
from specwright.lsp.text import Text

ENCODINGS = [kind.value for kind in PositionEncodingKind]
TEXTS = st.text(st.sampled_from("ab\u00e9\u6a19\U0001f600\u2028\x0c\x85\n\r"))


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(0, 40))
def test_a_character_is_found_again(text: str, encoding: str, offset: int) -> None:
    there = Text(text, encoding)
    offset = min(offset, len(text))
    position = there.position(offset)
    if text[offset - 1 : offset + 1] != "\r\n":  # nobody points between the two
        assert there.offset(position) == offset
    assert (
        position.line == text[:offset].replace("\r\n", "\n").replace("\r", "\n").count("\n") or text[offset - 1] == "\r"
    )


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(0, 99), st.integers(0, 99))
def test_no_position_leads_out_of_the_text(text: str, encoding: str, line: int, character: int) -> None:
    assert 0 <= Text(text, encoding).offset(Position(line, character)) <= len(text)


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(1, 99), st.integers(1, 99))
def test_no_finding_leads_out_of_the_text(text: str, encoding: str, line: int, column: int) -> None:
    there = Text(text, encoding)
    found = there.range(Span(file="", line=line, column=column))
    assert 0 <= there.offset(found.start) <= there.offset(found.end) <= len(text)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_columns_count_the_units_that_were_agreed_on(encoding: str, character: int) -> None:
    assert Text("\U0001f600x", encoding).position(1) == Position(0, character)


def test_a_finding_without_an_end_reaches_to_the_end_of_the_line_and_an_edit_is_a_point() -> None:
    span = Span(file="", line=2, column=3)
    text = Text("a\n  key: value  \n")
    assert text.range(span).end == Position(1, 12)
    assert text.point(span).end == text.point(span).start == Position(1, 2)
