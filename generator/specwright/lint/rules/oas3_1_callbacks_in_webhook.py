"""A webhook has no callbacks."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for callbacks on the operations of a webhook."""
    if "callbacks" in operation.value and operation.nearest(Kind.CALLBACK) is None:
        yield Finding(message="a webhook has callbacks", at=operation.part("callbacks"), key=True)


RULE = Rule(
    name="oas3_1-callbacks-in-webhook",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.WEBHOOK_OPERATION,),
    check=check,
    why="A webhook is itself a call to the client; a callback of it would go back to the API, which has operations.",
    bad="""
webhooks:
  runDone:
    post:
      responses: {"204": {description: Noted.}}
      callbacks: {again: {"{$request.body#/url}": {post: {responses: {"204": {description: Noted.}}}}}}
""",
    good="""
webhooks:
  runDone:
    post: {responses: {"204": {description: Noted.}}}
""",
)
