"""An operation says how it answers callers that ask too often."""

from collections.abc import Iterator

from specwright.lint.operations import statuses
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the status."""
    if operation.mapping("responses") and not statuses(operation) & {"429", "4XX", "DEFAULT"}:
        yield Finding(
            message="no response for callers that ask too often: 429", at=operation.part("responses"), key=True
        )


RULE = Rule(
    name="owasp-define-error-responses-429",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Without a rate limit one caller can exhaust the service (OWASP API4:2023, unrestricted resource consumption).",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}, "429": {description: Too many requests.}}}
""",
)
