"""Every operation has a tag."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a tag."""
    if not operation.items("tags"):
        yield Finding(message="the operation has no tags", at=operation.field("tags"), key=True)


RULE = Rule(
    name="operation-tags",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Tags group operations into sections of the documentation and services of the generated client.",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {tags: [runs], responses: {"200": {description: The runs.}}}
""",
)
