"""Severities and exceptions: one filter for the findings of every stage."""

import pytest

from specwright.diagnostics import Diagnostic, Severity, Span
from specwright.findings import Exemption, Override, Settings, apply_settings

ON_RUNS = Diagnostic(
    code="operation-tags",
    severity=Severity.WARNING,
    message="no tags",
    span=Span(file="spec/api.yaml", line=1, column=1),
    pointer="/paths/~1runs/get",
)
TODO = Diagnostic(
    code="todo-left", severity=Severity.INFO, message="TODO", span=Span(file="docs/a.md", line=1, column=1)
)


def codes(settings: Settings) -> list[str]:
    return [one.code for one in apply_settings([ON_RUNS, TODO], settings)]


def test_without_settings_everything_is_shown() -> None:
    assert apply_settings([ON_RUNS, TODO], Settings()) == [ON_RUNS, TODO]


def test_a_severity_is_replaced_or_turned_off() -> None:
    found = apply_settings([ON_RUNS, TODO], Settings(severities={"operation-tags": Severity.ERROR, "todo-left": None}))
    assert [(one.code, one.severity) for one in found] == [("operation-tags", Severity.ERROR)]


@pytest.mark.parametrize(
    "entry",
    [
        Exemption(code="operation-tags", reason="r"),
        Exemption(code="operation-tags", reason="r", pointer="/paths/~1runs/*"),
        Exemption(code="operation-tags", reason="r", file="spec/*"),
        Exemption(code="operation-tags", reason="r", pointer="*/get", file="*.yaml"),
    ],
    ids=str,
)
def test_what_is_accepted_is_not_shown(entry: Exemption) -> None:
    assert codes(Settings(exceptions=(entry,))) == ["todo-left"]


@pytest.mark.parametrize(
    "entry",
    [
        Exemption(code="operation-tags", reason="r", pointer="/paths/~1flows/*"),
        Exemption(code="operation-tags", reason="r", pointer="*", file="docs/*"),
        Exemption(code="todo-left", reason="r", pointer="*"),
        Exemption(code="nothing", reason="r"),
    ],
    ids=str,
)
def test_an_exception_that_matches_nothing_is_reported_with_its_reason_and_place(entry: Exemption) -> None:
    assert codes(Settings(exceptions=(entry,))) == ["operation-tags", "todo-left", "unused-exception"]
    place = Span(file="pyproject.toml", line=9, column=1)
    placed = Exemption(code=entry.code, reason="the reason", pointer=entry.pointer, file=entry.file, span=place)
    unused = apply_settings([ON_RUNS, TODO], Settings(exceptions=(placed,)))[-1]
    assert unused.span == place
    assert "the reason" in unused.message


def test_that_report_can_be_turned_off_too() -> None:
    settings = Settings(severities={"unused-exception": None}, exceptions=(Exemption(code="nothing", reason="r"),))
    assert codes(settings) == ["operation-tags", "todo-left"]


def test_an_exception_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Exemption(code="operation-tags", reason="  ")


def test_a_severity_at_some_places() -> None:
    entries = (
        Override(code="operation-tags", severity=Severity.ERROR, pointer="/paths/*"),
        Override(code="operation-tags", severity=Severity.INFO, pointer="/paths/~1runs/*"),
        Override(code="operation-tags", severity=None, file="other/*"),
    )
    [found, todo] = apply_settings([ON_RUNS, TODO], Settings(overrides=entries))
    assert (found.severity, todo.severity) == (Severity.INFO, Severity.INFO)
    assert codes(Settings(overrides=(Override(code="todo-left", severity=None, file="docs/*"),))) == ["operation-tags"]
