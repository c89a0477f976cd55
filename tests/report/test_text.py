"""Text for people."""

import io
from pathlib import Path

import pytest
from tests.report.samples import HOSTILE, samples

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.report import print_diagnostics
from specwright.report.text import render

EXPECTED = """\
api.yaml:5:25: error operation-operationId-unique: another operation is already called "listRuns"
     5 |     post: {operationId: listRuns}
       |                         ^^^^^^^^
    api.yaml:4:24: the other
    fix: call it createRun
api.yaml:1:1: warning info-contact: the document names no contact
     1 | openapi: 3.1.0
       | ^^^^^^^^^^^^^^
    fix: add a contact
info unused-exception: it matches nothing
1 error, 1 warning, 1 info
"""


def test_shows_the_line_with_a_caret_the_other_place_and_the_fix(tmp_path: Path) -> None:
    assert render(samples(tmp_path)).replace(f"{tmp_path}/", "") == EXPECTED


def test_color_is_only_used_when_asked_for(tmp_path: Path) -> None:
    assert "\x1b[31;1merror\x1b[0m" in render(samples(tmp_path), color=True)
    assert "\x1b" not in render(samples(tmp_path))


def test_nothing_found_prints_nothing() -> None:
    assert render(()) == ""


def test_no_frame_where_the_file_is_gone() -> None:
    span = Span(file="gone.yaml", line=3, column=1)
    assert render([_finding(span)]) == "gone.yaml:3:1: error x: y\n1 error\n"


def test_a_long_line_is_shown_around_the_place(tmp_path: Path) -> None:
    file = tmp_path / "min.json"
    file.write_text(f'{{"a": "{"x" * 500}", "here": 1, "z": "{"y" * 500}"}}')
    shown, carets = render([_finding(Span(file=str(file), line=1, column=511, end_column=517))]).split("\n")[1:3]
    assert len(shown) < 130
    assert shown[carets.index("^") :][: carets.count("^")] == '"here"'


def test_carets_stand_under_wide_characters(tmp_path: Path) -> None:
    file = tmp_path / "wide.yaml"
    file.write_text("標題: x", encoding="utf-8")
    carets = render([_finding(Span(file=str(file), line=1, column=5))]).split("\n")[2]
    assert carets.index("^") == len("     1 | ") + len("標題: ") + 2


@pytest.mark.parametrize("color", [False, True])
def test_a_document_cannot_steer_the_terminal(tmp_path: Path, color: bool) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_bytes(b"x: \x1b]0;owned\x07\x9b")
    text = render([_finding(Span(file=str(file), line=1, column=4), HOSTILE)], color=color)
    painted = text.replace("\x1b[31;1m", "").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert all(char == "\n" or char.isprintable() for char in painted)
    assert "\\x1b]0;owned\\x07" in text


def test_a_stream_that_cannot_encode_gets_escapes() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
    print_diagnostics([_finding(None, "größe")], format="text", stream=stream)
    stream.flush()
    assert b"error x: gr\\xf6\\xdfe\n" in stream.buffer.getvalue()  # type: ignore[attr-defined]


def _finding(span: Span | None, message: str = "y") -> Diagnostic:
    return Diagnostic(code="x", severity=Severity.ERROR, message=message, span=span)
