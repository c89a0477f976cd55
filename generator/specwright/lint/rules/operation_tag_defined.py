"""The tags of an operation are declared by the document."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Append, Insert
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look each tag up among the declared ones."""
    used = operation.items("tags")
    if not used:
        return
    declared = {tag.text("name") for tag in survey.of(Kind.TAG)}
    for index, name in enumerate(used):
        if isinstance(name, str) and name not in declared:
            yield Finding(
                message=f'the tag "{name}" is not declared under the document\'s tags',
                at=operation.part("tags", index),
                repair=Repair(description="declare the tag", changes=(_declared(name, survey),)),
            )


def _declared(name: str, survey: Survey) -> Append | Insert:
    if isinstance(survey.top.value.get("tags"), list):
        return Append(at=survey.origin(survey.top.part("tags")), value={"name": name})
    return Insert(at=survey.origin(survey.top), key="tags", value=[{"name": name}], before="paths")


RULE = Rule(
    name="operation-tag-defined",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A tag becomes a section of the documentation and a service of the client; an undeclared one is often misspelt.",
    bad="""
tags: [{name: runs}]
paths:
  /runs:
    get: {tags: [run], responses: {"200": {description: The runs.}}}
""",
    good="""
tags: [{name: runs}]
paths:
  /runs:
    get: {tags: [runs], responses: {"200": {description: The runs.}}}
""",
    fix="unsafe",
)
