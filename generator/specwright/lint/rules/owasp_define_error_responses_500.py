"""An operation says how it answers when it fails."""

from collections.abc import Iterator

from specwright.lint.operations import statuses
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the status."""
    if operation.mapping("responses") and not statuses(operation) & {"500", "5XX", "DEFAULT"}:
        yield Finding(message="no response for failures of the server: 500", at=operation.part("responses"), key=True)


RULE = Rule(
    name="owasp-define-error-responses-500",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A failure whose answer nobody designed tends to show a stack trace (OWASP API8:2023).",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}, "500": {description: The service failed.}}}
""",
)
