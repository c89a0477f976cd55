"""Every operation has a description."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a description that is not empty."""
    if not operation.value.get("description"):
        yield Finding(message="the operation has no description", at=operation.field("description"), key=True)


RULE = Rule(
    name="operation-description",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="The description is the documentation of the operation and the docstring of the generated method.",
    bad="""
paths:
  /runs:
    get: {summary: Runs, responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {description: "Lists the runs, newest first.", responses: {"200": {description: The runs.}}}
""",
)
