"""The document says whom to ask."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(info: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the contact."""
    if not isinstance(info.value.get("contact"), dict):
        yield Finding(message="the document names no contact", at=info, key=True)


RULE = Rule(
    name="info-contact",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.INFO,),
    check=check,
    why="Whoever finds a mistake in the API or in its document needs to know where to report it.",
    bad="""
info: {title: Runs, version: "1"}
""",
    good="""
info: {title: Runs, version: "1", contact: {name: The run team, url: "https://example.org/runs"}}
""",
)
