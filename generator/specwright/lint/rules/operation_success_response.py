"""Every operation says what it answers when it succeeds."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a 2xx or 3xx response, or a default one."""
    responses = operation.mapping("responses")
    if not any(str(status)[:1] in ("2", "3") or status == "default" for status in responses):
        missing = "responses" not in operation.value
        at = operation if missing else operation.part("responses")
        yield Finding(message="the operation has no response with a status of 2xx or 3xx", at=at, key=True)


RULE = Rule(
    name="operation-success-response",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Without a success response nobody knows what a call returns, and the generated method can't say it.",
    bad="""
paths:
  /runs:
    get: {responses: {"404": {description: No such flow.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
)
