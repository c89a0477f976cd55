"""Operations that change something don't make credentials optional."""

from collections.abc import Iterator

from specwright.lint.operations import METHODS_THAT_CHANGE, requirements
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the empty requirement, which anybody meets."""
    if operation.step in METHODS_THAT_CHANGE and {} in (requirements(operation, survey) or []):
        yield Finding(
            message="one of the security requirements is empty, so the operation can be called without credentials",
            at=operation,
            key=True,
        )


RULE = Rule(
    name="owasp-protection-global-unsafe-strict",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="An empty requirement among others makes credentials optional (OWASP API2:2023, broken authentication).",
    bad="""
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
security: [{key: []}, {}]
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
