"""An operationId has only characters that need no escaping in a URL."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_SAFE = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]*")


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Match the operationId against the characters of RFC 3986 section 2."""
    name = operation.text("operationId")
    if name is not None and not _SAFE.fullmatch(name):
        yield Finding(
            message=f'the operationId "{name}" has characters that a URL can\'t have', at=operation.part("operationId")
        )


RULE = Rule(
    name="operation-operationId-valid-in-url",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Documentation links to an operation by its operationId; blanks and other characters break the link.",
    bad="""
paths:
  /runs:
    get: {operationId: list runs, responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {operationId: list-runs, responses: {"200": {description: The runs.}}}
""",
)
