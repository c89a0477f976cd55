"""A scheme with JSON Web Tokens says that it keeps to their best practices."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(scheme: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the RFC in the description of a scheme whose tokens are JWTs."""
    is_jwt = (scheme.text("bearerFormat") or "").lower() == "jwt" or scheme.value.get("type") == "oauth2"
    if is_jwt and "RFC8725" not in (scheme.text("description") or "").replace(" ", ""):
        yield Finding(message="the description does not say that RFC 8725 is followed", at=scheme, key=True)


RULE = Rule(
    name="owasp-jwt-best-practices",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SECURITY_SCHEME,),
    check=check,
    why="JSON Web Tokens are easy to check in a wrong way; RFC 8725 lists how to do it right (OWASP API2:2023).",
    bad="""
components:
  securitySchemes:
    token: {type: http, scheme: bearer, bearerFormat: JWT}
""",
    good="""
components:
  securitySchemes:
    token: {type: http, scheme: bearer, bearerFormat: JWT, description: Tokens are checked as RFC 8725 says.}
""",
)
