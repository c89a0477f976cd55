"""An operation that asks for credentials says how it answers without them."""

from collections.abc import Iterator

from specwright.lint.operations import requirements, statuses
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the status where credentials are asked for."""
    if requirements(operation, survey) and not statuses(operation) & {"401", "4XX", "DEFAULT"}:
        yield Finding(
            message="no response for callers without credentials: 401", at=operation.part("responses"), key=True
        )


RULE = Rule(
    name="owasp-define-error-responses-401",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Callers have to tell missing credentials from other failures, and reviewers see that they are checked "
    "(OWASP API8:2023).",
    bad="""
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
security: [{key: []}]
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
security: [{key: []}]
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}, "401": {description: Credentials are missing.}}}
""",
)
