"""Every operation has a summary."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the field."""
    if not (operation.text("summary") or "").strip():
        yield Finding(message="the operation has no summary", at=operation, key=True)


RULE = Rule(
    name="operation-summary",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="The summary is the line in tables of contents and the first line of a method's documentation.",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {summary: List the runs, responses: {"200": {description: The runs.}}}
""",
)
