"""No server URL ends with a slash."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Replace
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(server: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the end of the URL."""
    url = server.text("url")
    if url is not None and url.endswith("/") and url != "/":
        at = server.part("url")
        yield Finding(
            message=f'the server URL "{url}" ends with a slash',
            at=at,
            repair=Repair(
                description="remove the slash", changes=(Replace(at=survey.origin(at), value=url.rstrip("/")),)
            ),
        )


RULE = Rule(
    name="oas3-server-trailing-slash",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SERVER,),
    check=check,
    why="A path is appended to the URL as it stands (OpenAPI section 4.8.2), which gives two slashes in a row.",
    bad="""
servers: [{url: "https://api.example.org/"}]
""",
    good="""
servers: [{url: "https://api.example.org"}]
""",
    fix="safe",
)
