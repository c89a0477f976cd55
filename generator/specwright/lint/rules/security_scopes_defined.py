"""The scopes that a requirement names are those of the scheme."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(holder: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the scopes of requirements with the flows of OAuth 2 schemes."""
    schemes = survey.top.part("components", "securitySchemes")
    for index, requirement in enumerate(holder.items("security")):
        for name, scopes in requirement.items() if isinstance(requirement, dict) else ():
            scheme = survey.follow(schemes.part(name))
            if scheme is None or not isinstance(scheme.value, dict) or scheme.value.get("type") != "oauth2":
                continue
            known = _scopes(scheme)
            for number, scope in enumerate(scopes if isinstance(scopes, list) else ()):
                if isinstance(scope, str) and scope not in known:
                    yield Finding(
                        message=f'the scheme "{name}" has no scope "{scope}"',
                        at=holder.part("security", index, name, number),
                    )


def _scopes(scheme: Node) -> set[str]:
    flows = scheme.part("flows")
    return {scope for flow in scheme.mapping("flows") for scope in flows.part(flow).mapping("scopes")}


RULE = Rule(
    name="security-scopes-defined",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT, Kind.OPERATION),
    check=check,
    why="A scope that the scheme does not list can't be granted; it is misspelt, or forgotten in the flows.",
    bad="""
components:
  securitySchemes:
    login:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://example.org/token", scopes: {read: Read runs.}}}
security: [{login: [reed]}]
""",
    good="""
components:
  securitySchemes:
    login:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://example.org/token", scopes: {read: Read runs.}}}
security: [{login: [read]}]
""",
)
