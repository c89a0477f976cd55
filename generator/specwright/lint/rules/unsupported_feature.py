"""Every part of the document has an equivalent in the generated package."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(holder: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for fields that generation passes over."""
    if holder.mapping("links"):
        yield Finding(message="no code is generated for links", at=holder.part("links"), key=True)


RULE = Rule(
    name="unsupported-feature",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.RESPONSE,),
    check=check,
    why="What is passed over has to be written by hand; better to know that before than to look for it afterwards.",
    bad="""
paths:
  /runs:
    post:
      responses:
        "201":
          description: Created.
          links: {self: {operationId: getRun, parameters: {id: $response.body#/id}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
)
