"""No API key is part of the URL."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(scheme: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at where the key is sent."""
    if scheme.value.get("type") == "apiKey" and scheme.value.get("in") in ("query", "path"):
        yield Finding(message="the API key is sent in the URL", at=scheme.part("in"))


RULE = Rule(
    name="owasp-no-api-keys-in-url",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.SECURITY_SCHEME,),
    check=check,
    why="URLs end up in logs, histories and Referer headers, and the key with them (OWASP API2:2023).",
    bad="""
components:
  securitySchemes:
    key: {type: apiKey, name: key, in: query}
""",
    good="""
components:
  securitySchemes:
    key: {type: apiKey, name: X-Key, in: header}
""",
)
