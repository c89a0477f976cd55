"""Every part of the document has an equivalent in the generated package."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(holder: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for fields that generation passes over."""
    for field, what in (("webhooks", "webhooks"), ("callbacks", "callbacks"), ("links", "links")):
        if holder.mapping(field) and holder.kind is not Kind.COMPONENTS:
            yield Finding(message=f"no code is generated for {what}", at=holder.part(field), key=True)


RULE = Rule(
    name="unsupported-feature",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.DOCUMENT, Kind.OPERATION, Kind.RESPONSE),
    check=check,
    why="What is passed over has to be written by hand; better to know that before than to look for it afterwards.",
    bad="""
paths:
  /runs:
    post:
      responses: {"201": {description: Created.}}
      callbacks:
        done: {"{$request.body#/url}": {post: {responses: {"204": {description: Received.}}}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
)
