"""An operation has no more than one tag."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Count the tags."""
    tags = operation.items("tags")
    if len(tags) > 1:
        yield Finding(
            message=f'the operation has {len(tags)} tags; the client finds it under "{tags[0]}" only',
            at=operation.part("tags"),
            key=True,
        )


RULE = Rule(
    name="operation-singular-tag",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A generated method stands in one service, that of the first tag; whoever looks under another does not find it.",
    bad="""
paths:
  /runs:
    get: {tags: [runs, flows], responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {tags: [runs], responses: {"200": {description: The runs.}}}
""",
)
