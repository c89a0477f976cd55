"""Every operation says what it answers when it succeeds."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a 2xx or 3xx response; where there are no responses at all, that is what other rules say."""
    responses = operation.mapping("responses")
    if "responses" in operation.value and not any(str(status)[:1] in ("2", "3") for status in responses):
        yield Finding(
            message="the operation has no response with a status of 2xx or 3xx",
            at=operation.part("responses"),
            key=True,
        )


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
