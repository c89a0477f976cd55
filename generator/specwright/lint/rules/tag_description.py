"""Every tag has a description."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(tag: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a description that is not empty."""
    if not tag.value.get("description"):
        yield Finding(message=f'the tag "{tag.text("name")}" has no description', at=tag.field("description"))


RULE = Rule(
    name="tag-description",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.TAG,),
    check=check,
    why="The description introduces a section of the documentation and is the docstring of the generated service.",
    bad="""
tags: [{name: runs}]
""",
    good="""
tags: [{name: runs, description: Runs of a flow.}]
""",
)
