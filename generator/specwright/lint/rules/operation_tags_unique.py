"""No operation has a tag twice."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the tags of an operation."""
    first: dict[str, int] = {}
    for index, name in enumerate(operation.items("tags")):
        if not isinstance(name, str):
            continue
        if name in first:
            at = operation.part("tags", index)
            yield Finding(
                message=f'the operation has the tag "{name}" twice',
                at=at,
                other=("the first", operation.part("tags", first[name])),
                repair=Repair(description="remove the second", changes=(Remove(at=survey.origin(at)),)),
            )
        first.setdefault(name, index)


RULE = Rule(
    name="operation-tags-unique",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Documentation lists an operation once for each tag, so this one is listed twice in the same place.",
    bad="""
tags: [{name: runs}]
paths:
  /runs:
    get: {tags: [runs, runs], responses: {"200": {description: The runs.}}}
""",
    good="""
tags: [{name: runs}]
paths:
  /runs:
    get: {tags: [runs], responses: {"200": {description: The runs.}}}
""",
    fix="safe",
)
