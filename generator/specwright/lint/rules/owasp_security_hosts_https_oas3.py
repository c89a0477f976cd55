"""Every server is reached by HTTPS."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Replace
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(server: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the scheme of the URL."""
    url = server.text("url") or ""
    if url.lower().startswith(("http://", "ws://")):
        at = server.part("url")
        secure = url.replace("://", "s://", 1)
        yield Finding(
            message=f'"{url}" is not encrypted',
            at=at,
            repair=Repair(description=f"use {secure}", changes=(Replace(at=survey.origin(at), value=secure),)),
        )


RULE = Rule(
    name="owasp-security-hosts-https-oas3",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.SERVER,),
    check=check,
    why="What is sent without encryption is read and changed on the way (OWASP API8:2023, security misconfiguration).",
    bad="""
servers: [{url: "http://api.example.org"}]
""",
    good="""
servers: [{url: "https://api.example.org"}]
""",
    fix="unsafe",
)
