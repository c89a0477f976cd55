"""A finding is known again in the next run, whatever else was edited in between."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from specwright.diagnostics import Diagnostic, Severity, Sink, Span
from specwright.fingerprints import fingerprints
from specwright.ingest import read
from specwright.lint import LintSettings, lint

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n"


def test_they_depend_on_neither_message_nor_line(tmp_path: Path) -> None:
    finding = _finding(tmp_path / "a.yaml", 5, pointer="/paths/~1a/get")
    assert finding.span is not None
    moved = replace(finding, message="in other words", severity=Severity.ERROR, span=replace(finding.span, line=9))
    assert _names(moved) == _names(finding)


def test_they_depend_on_code_file_and_place(tmp_path: Path) -> None:
    finding = _finding(tmp_path / "a.yaml", 1, pointer="/paths/~1a/get")
    others = (
        replace(finding, code="y"),
        replace(finding, pointer="/paths/~1a/put"),
        replace(finding, pointer="/paths/~1a/get/responses/200"),
        replace(finding, pointer="/paths/~1a/get/responses/404"),
        _finding(tmp_path / "b.yaml", 1, pointer="/paths/~1a/get"),
    )
    assert len(set(_names(finding, *others))) == 6


def test_two_findings_at_one_place_differ(tmp_path: Path) -> None:
    finding = _finding(tmp_path / "a.yaml", 1, pointer="/info")
    assert len(set(_names(finding, finding, finding))) == 3


def test_an_item_is_known_by_its_text_when_others_come_before_it(tmp_path: Path) -> None:
    """Found by lint itself, in the document before and after a parameter is added at the top of the list."""
    limit = "        - {name: limit, in: query, schema: {type: integer}}\n"
    before = _linted(tmp_path, f"{HEAD}      parameters:\n{limit}")
    after = _linted(tmp_path, f"# new\n{HEAD}      parameters:\n        - {{name: page, in: cookie}}\n{limit}")
    assert before["oas3-parameter-description"] < after["oas3-parameter-description"]
    assert before["info-contact"] == after["info-contact"]


def test_those_of_pages_follow_the_text_of_the_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"

    def named(text: str, line: int) -> list[str]:
        page.write_text(text)
        return _names(_finding(page, line))

    assert named("TODO here", 1) == named("# New\n\n  TODO here", 3)
    assert named("TODO here", 1) != named("TODO there", 1)


def _finding(file: Path, line: int, *, pointer: str | None = None) -> Diagnostic:
    span = Span(file=str(file), line=line, column=1)
    return Diagnostic(code="x", severity=Severity.INFO, message="m", span=span, pointer=pointer)


def _names(*findings: Diagnostic) -> list[str]:
    return list(fingerprints(findings))


def _linted(folder: Path, text: str) -> dict[str, set[str]]:
    file = folder / "api.yaml"
    file.write_text(text)
    document = read(file, sink=(sink := Sink()))
    assert document is not None
    lint(document, sink=sink, settings=LintSettings(preset="all"))
    found: dict[str, set[str]] = {}
    for diagnostic, name in zip(sink, fingerprints(sink), strict=True):
        found.setdefault(diagnostic.code, set()).add(name)
    return found
