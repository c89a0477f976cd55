"""A security requirement names a scheme that the document declares."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(holder: Node, survey: Survey) -> Iterator[Finding]:
    """Look each name up among the security schemes."""
    if "security" not in holder.value:
        return
    declared = survey.top.part("components").mapping("securitySchemes")
    for index, requirement in enumerate(holder.items("security")):
        for name in requirement if isinstance(requirement, dict) else ():
            if name not in declared:
                yield Finding(
                    message=f'the security scheme "{name}" is not declared under components.securitySchemes',
                    at=holder.part("security", index, name),
                    key=True,
                )


RULE = Rule(
    name="oas3-operation-security-defined",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT, Kind.OPERATION),
    check=check,
    why="A client can't send credentials for a scheme that nobody describes, and a server can't check them.",
    bad="""
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
security: [{tokens: []}]
""",
    good="""
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
security: [{token: []}]
""",
)
