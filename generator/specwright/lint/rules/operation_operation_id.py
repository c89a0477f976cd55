"""Every operation has an operationId."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the field."""
    if not operation.value.get("operationId"):
        yield Finding(message="the operation has no operationId", at=operation.field("operationId"), key=True)


RULE = Rule(
    name="operation-operationId",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A generated method takes its name from the operationId; without one the name is put together from the path "
    "and changes with it.",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {operationId: listRuns, responses: {"200": {description: The runs.}}}
""",
)
