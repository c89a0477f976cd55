"""Exceptions in the document: accepted with a reason, reported without one or without a use."""

from pathlib import Path

from tests.lint.documents import complete, findings

DOCUMENT = """
paths:
  /runs:
    x-specwright-accept: {accepted}
    get: {{responses: {{"200": {{description: The runs.}}}}}}
  /files:
    get: {{responses: {{"200": {{description: The files.}}}}}}
"""


def found(accepted: str, folder: Path) -> list[tuple[str, str | None]]:
    text = complete(DOCUMENT.format(accepted=accepted))
    return [(one.code, one.pointer) for one in findings(text, folder, "operation-tags")]


def test_findings_below_the_place_are_accepted(tmp_path: Path) -> None:
    assert found("{operation-tags: Old.}", tmp_path) == [("operation-tags", "/paths/~1files/get")]


def test_other_codes_are_not(tmp_path: Path) -> None:
    assert len(found("{operation-summary: Old.}", tmp_path)) == 2


def test_a_reason_is_needed(tmp_path: Path) -> None:
    for accepted in ('{operation-tags: ""}', "[operation-tags]", "true"):
        codes = [code for code, _ in found(accepted, tmp_path)]
        assert sorted(codes) == ["exception-without-reason", "operation-tags", "operation-tags"]


def test_one_without_a_use_is_reported(tmp_path: Path) -> None:
    text = complete("x-specwright-accept: {operation-tags: Old.}")
    [one] = findings(text, tmp_path, "operation-tags")
    assert one.code == "unused-exception" and "Old." in one.message


def test_a_rule_that_is_not_in_force_is_not_missed(tmp_path: Path) -> None:
    assert findings(complete("x-specwright-accept: {operation-tags: Old.}"), tmp_path) == []
