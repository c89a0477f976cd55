"""Operations that change something ask for credentials."""

from collections.abc import Iterator

from specwright.lint.operations import METHODS_THAT_CHANGE, requirements
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for requirements, the operation's own or the document's."""
    if operation.step in METHODS_THAT_CHANGE and not requirements(operation, survey):
        yield Finding(message="the operation changes something and asks for no credentials", at=operation, key=True)


RULE = Rule(
    name="owasp-protection-global-unsafe",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.OPERATION,),
    check=check,
    why="An operation without security requirements can be called by anybody (OWASP API2:2023, broken authentication).",
    bad="""
paths:
  /runs:
    post: {responses: {"201": {description: Created.}}}
""",
    good="""
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
security: [{key: []}]
paths:
  /runs:
    post: {responses: {"201": {description: Created.}}}
""",
)
