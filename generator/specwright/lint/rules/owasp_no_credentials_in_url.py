"""No parameter of a URL is a credential."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_CREDENTIAL = re.compile(
    r".*(?:client_?secret|access_?token|refresh_?token|id_?token|password|secret|api[_-]?key)|token", re.IGNORECASE
)


def check(parameter: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at the names of parameters in path and query."""
    if parameter.value.get("in") in ("path", "query") and _CREDENTIAL.fullmatch(parameter.text("name") or ""):
        yield Finding(
            message=f'"{parameter.text("name")}" sounds like a credential, and is sent in the URL',
            at=parameter.part("name"),
        )


RULE = Rule(
    name="owasp-no-credentials-in-url",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="URLs end up in logs, histories and Referer headers, and the credential with them (OWASP API2:2023).",
    bad="""
components:
  parameters:
    token: {name: access_token, in: query, schema: {type: string}}
""",
    good="""
components:
  parameters:
    token: {name: pageToken, in: query, schema: {type: string}}
""",
)
