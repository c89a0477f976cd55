"""Every operation says how it answers wrong requests."""

from collections.abc import Iterator

from specwright.lint.operations import statuses
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a status that begins with 4, or the default."""
    declared = statuses(operation)
    if declared and "DEFAULT" not in declared and not any(status.startswith("4") for status in declared):
        yield Finding(message="the operation declares no 4xx response", at=operation.part("responses"), key=True)


RULE = Rule(
    name="operation-4xx-response",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Callers can only handle errors that they know of; a client has no type for an undeclared one.",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}, "404": {description: There are none.}}}
""",
)
