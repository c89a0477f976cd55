"""Requests that only read or delete have no body."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the field where its meaning is not defined."""
    if operation.step in ("get", "head", "delete") and "requestBody" in operation.value:
        yield Finding(
            message=f"a body of {str(operation.step).upper()} has no defined meaning",
            at=operation.part("requestBody"),
            key=True,
        )


RULE = Rule(
    name="no-request-body",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="Bodies of GET, HEAD and DELETE have no defined semantics (RFC 9110 section 9.3); proxies and servers drop them.",
    bad="""
paths:
  /runs:
    delete:
      requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses: {"204": {description: They are gone.}}
""",
    good="""
paths:
  /runs:
    delete:
      parameters: [{name: ids, in: query, schema: {type: array, items: {type: string}}}]
      responses: {"204": {description: They are gone.}}
""",
)
