"""The document declares its tags."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for at least one tag."""
    if not top.items("tags"):
        yield Finding(message="the document declares no tags", at=top.part("tags") if "tags" in top.value else top)


RULE = Rule(
    name="openapi-tags",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Only declared tags can be described and have an order.",
    bad="""
paths: {}
""",
    good="""
tags: [{name: runs, description: Runs of a flow.}]
""",
)
