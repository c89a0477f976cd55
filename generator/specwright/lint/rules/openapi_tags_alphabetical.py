"""The tags of the document are in alphabetical order."""

from collections.abc import Iterator
from itertools import pairwise

from specwright.lint.fixes.changes import Arrange
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, survey: Survey) -> Iterator[Finding]:
    """Compare each tag with the one before it, and tell the first that is out of order."""
    tags = list(survey.of(Kind.TAG))
    names = [tag.text("name") or "" for tag in tags]
    for (_, first), (tag, second) in pairwise(zip(tags, names, strict=True)):
        if second.casefold() < first.casefold():
            yield Finding(
                message=f'the tag "{second}" comes after "{first}"',
                at=top.part("tags"),
                key=True,
                other=(f'"{second}"', tag),
                repair=_sorted(top, names, survey),
            )
            return


def _sorted(top: Node, names: list[str], survey: Survey) -> Repair | None:
    if len(names) != len(top.items("tags")):
        return None
    order = tuple(sorted(range(len(names)), key=lambda index: names[index].casefold()))
    return Repair(description="sort the tags", changes=(Arrange(at=survey.origin(top.part("tags")), order=order),))


RULE = Rule(
    name="openapi-tags-alphabetical",
    severity=Severity.WARNING,
    preset=Preset.ALL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="In a long list a reader finds a tag by its first letter.",
    bad="""
tags: [{name: runs}, {name: flows}]
""",
    good="""
tags: [{name: flows}, {name: runs}]
""",
    fix="unsafe",
)
