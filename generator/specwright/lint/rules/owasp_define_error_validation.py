"""An operation says how it answers a request that is wrong."""

from collections.abc import Iterator

from specwright.lint.operations import statuses
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for one of the statuses that mean so."""
    if operation.mapping("responses") and not statuses(operation) & {"400", "422", "4XX", "DEFAULT"}:
        yield Finding(
            message="no response for requests that are wrong: 400, 422 or 4XX", at=operation.part("responses"), key=True
        )


RULE = Rule(
    name="owasp-define-error-validation",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Input that is checked is refused in a way that is documented; an undeclared refusal is often none "
    "(OWASP API8:2023, security misconfiguration).",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}, "400": {description: What is wrong with the request.}}}
""",
)
