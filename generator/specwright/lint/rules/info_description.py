"""The document says what the API is for."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(info: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a description that is not empty."""
    if not info.value.get("description"):
        yield Finding(message="the API has no description", at=info.field("description"), key=True)


RULE = Rule(
    name="info-description",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.INFO,),
    check=check,
    why="The description is the first thing a reader sees of an API, and the docstring of the generated package.",
    bad="""
info: {title: Runs, version: "1"}
""",
    good="""
info: {title: Runs, version: "1", description: Starts runs of flows and watches them.}
""",
)
