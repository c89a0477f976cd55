"""A callback has no callbacks."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for callbacks on an operation that stands in a callback."""
    if "callbacks" in operation.value and operation.nearest(Kind.CALLBACK) is not None:
        yield Finding(message="a callback has callbacks of its own", at=operation.part("callbacks"), key=True)


RULE = Rule(
    name="oas3-callbacks-in-callbacks",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.WEBHOOK_OPERATION,),
    check=check,
    why="A callback answers a call that the client made; a callback of that answer has nobody to go to.",
    bad="""
components:
  callbacks:
    done:
      "{$request.body#/url}":
        post:
          responses: {"204": {description: Noted.}}
          callbacks: {again: {"{$request.body#/url}": {post: {responses: {"204": {description: Noted.}}}}}}
""",
    good="""
components:
  callbacks:
    done:
      "{$request.body#/url}":
        post: {responses: {"204": {description: Noted.}}}
""",
)
