"""No security scheme is one that is known to be weak."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(scheme: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at the HTTP authentication scheme."""
    name = (scheme.text("scheme") or "").lower()
    if scheme.value.get("type") == "http" and name in ("negotiate", "oauth", "digest"):
        yield Finding(message=f'the authentication scheme "{name}" is outdated or weak', at=scheme.part("scheme"))


RULE = Rule(
    name="owasp-auth-insecure-schemes",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.SECURITY_SCHEME,),
    check=check,
    why="Negotiate, Digest and OAuth 1 are weak or no longer maintained (OWASP API2:2023, broken authentication).",
    bad="""
components:
  securitySchemes:
    login: {type: http, scheme: negotiate}
""",
    good="""
components:
  securitySchemes:
    login: {type: http, scheme: bearer}
""",
)
