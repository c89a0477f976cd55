"""No server is at example.com."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(server: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the domain in the URL."""
    url = server.text("url")
    if url is not None and "example.com" in url:
        yield Finding(message=f'the server URL "{url}" is only an example', at=server.part("url"))


RULE = Rule(
    name="oas3-server-not-example.com",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.SERVER,),
    check=check,
    why="The domain is reserved for examples (RFC 2606); a client that is generated for it reaches nobody.",
    bad="""
servers: [{url: "https://example.com/v1"}]
""",
    good="""
servers: [{url: "https://api.runs.dev/v1"}]
""",
)
