"""A description adds to the summary."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the two texts of an operation."""
    summary, description = operation.text("summary"), operation.text("description")
    if summary and description and summary.strip(" .") == description.strip(" .\n"):
        at = operation.part("description")
        yield Finding(
            message="the description repeats the summary",
            at=at,
            key=True,
            repair=Repair(description="remove the description", changes=(Remove(at=survey.origin(at)),)),
        )


RULE = Rule(
    name="description-duplication",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Readers who look for more than the summary find the same words again, and read everything twice.",
    bad="""
paths:
  /runs:
    get: {summary: List the runs, description: List the runs., responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {summary: List the runs, description: Newest first., responses: {"200": {description: The runs.}}}
""",
    fix="unsafe",
)
