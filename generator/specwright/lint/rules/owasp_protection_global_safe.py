"""Operations that read ask for credentials."""

from collections.abc import Iterator

from specwright.lint.operations import requirements
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for requirements, the operation's own or the document's."""
    if operation.step in ("get", "head", "query") and not requirements(operation, survey):
        yield Finding(message="the operation can be called without credentials", at=operation, key=True)


RULE = Rule(
    name="owasp-protection-global-safe",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.OPERATION,),
    check=check,
    why="What may be read by anybody should be so on purpose, and say it: `security: [{}]` is an answer, silence is none "
    "(OWASP API2:2023).",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /health:
    get: {security: [{}], responses: {"200": {description: It runs.}}}
""",
)
