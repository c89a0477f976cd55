"""No security scheme is HTTP Basic."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(scheme: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at the HTTP authentication scheme."""
    if scheme.value.get("type") == "http" and (scheme.text("scheme") or "").lower() == "basic":
        yield Finding(message="HTTP Basic sends the password with every request", at=scheme.part("scheme"))


RULE = Rule(
    name="owasp-no-http-basic",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.SECURITY_SCHEME,),
    check=check,
    why="HTTP Basic (RFC 7617) sends the password itself with every request, readable for whoever logs it "
    "(OWASP API2:2023).",
    bad="""
components:
  securitySchemes:
    password: {type: http, scheme: basic}
""",
    good="""
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
""",
)
