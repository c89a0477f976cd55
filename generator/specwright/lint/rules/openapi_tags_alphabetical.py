"""The tags of the document are in alphabetical order."""

from collections.abc import Iterator
from itertools import pairwise

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Compare each tag with the one before it."""
    for before, tag in pairwise(survey.of(Kind.TAG)):
        first, second = before.text("name"), tag.text("name")
        if first is not None and second is not None and second < first:
            yield Finding(message=f'the tag "{second}" comes after "{first}"', at=tag.part("name"))


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
)
