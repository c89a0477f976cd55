"""The document names a server."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for at least one server."""
    if not top.items("servers"):
        yield Finding(message="the document names no server", at=top.part("servers") if "servers" in top.value else top)


RULE = Rule(
    name="oas3-api-servers",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="The first server is where the generated client sends its calls unless it is told otherwise.",
    bad="""
paths: {}
""",
    good="""
servers: [{url: "https://api.example.org/v1"}]
""",
)
