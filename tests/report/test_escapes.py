"""Whatever a document says, it can't steer a terminal or the runner of a workflow."""

import json
import unicodedata
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.report import github, gitlab, junit, sarif
from specwright.report import json as as_json
from specwright.report.escapes import shown, width
from specwright.report.text import render

ANYTHING = st.text(st.characters())


@given(ANYTHING)
def test_what_is_shown_is_printable_and_on_one_line(text: str) -> None:
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in shown(text))
    assert len(shown(text).splitlines()) <= 1
    assert "\x1b" not in shown(text)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert shown(text) == text
    assert width(text) == len(text)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_a_finding_is_one_command_and_one_line_of_text(code: str, message: str, file: str) -> None:
    finding = Diagnostic(
        code=code, severity=Severity.ERROR, message=message, span=Span(file=f"no/such/{file}", line=1, column=1)
    )
    assert len(github.render([finding]).splitlines()) == 1
    assert len(render([finding]).splitlines()) == 2


@settings(deadline=None)  # the first run imports the catalogue
@given(ANYTHING, ANYTHING)
def test_formats_of_json_carry_any_text(message: str, file: str) -> None:
    finding = Diagnostic(
        code="x", severity=Severity.ERROR, message=message, span=Span(file=f"no/such/{file}", line=1, column=1)
    )
    for printed in (as_json.render([finding]), sarif.render([finding]), gitlab.render([finding])):
        assert printed.isascii()
        json.loads(printed)
    assert json.loads(as_json.render([finding]))["diagnostics"][0]["message"] == message


@given(ANYTHING, ANYTHING, ANYTHING)
def test_junit_is_xml_whatever_a_document_says(code: str, message: str, file: str) -> None:
    finding = Diagnostic(
        code=code, severity=Severity.ERROR, message=message, span=Span(file=f"no/such/{file}", line=1, column=1)
    )
    [[[failure]]] = ElementTree.fromstring(junit.render([finding]).encode())
    assert failure.attrib["message"].split() == shown(message).split()


def test_direction_marks_and_separators_are_escaped() -> None:
    assert shown("a\u202eb\u2028c\u200bd\ud800\x9b") == "a\\u202eb\\u2028c\\u200bd\\ud800\\x9b"


def test_wide_and_combining_characters_have_their_width() -> None:
    assert (width("標題"), width("e\u0301"), width("é")) == (4, 1, 1)
