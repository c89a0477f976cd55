"""An answer has something to read."""

from collections.abc import Iterator

from specwright.lint.operations import route_schemas
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(response: Node, survey: Survey) -> Iterator[Finding]:
    """Look for answers that require a writeOnly property."""
    for media_type, schema in route_schemas(response, survey):
        for name in schema.items("required"):
            member = survey.follow(schema.part("properties", name)) if isinstance(name, str) else None
            if member is not None and isinstance(member.value, dict) and member.value.get("writeOnly") is True:
                yield Finding(
                    message=f'the answer requires "{name}", which is writeOnly and so never part of it',
                    at=response.part("content", media_type),
                    key=True,
                    other=("the property", schema.part("properties", name)),
                )


RULE = Rule(
    name="write-only-in-response",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.RESPONSE,),
    check=check,
    why="A writeOnly property is not sent to clients (JSON Schema validation section 9.4); those that check what is required "
    "refuse the answer.",
    bad="""
components:
  responses:
    User:
      description: The user.
      content:
        application/json:
          schema: {type: object, required: [key], properties: {key: {type: string, writeOnly: true}}}
""",
    good="""
components:
  responses:
    User:
      description: The user.
      content:
        application/json:
          schema: {type: object, required: [name], properties: {name: {type: string}}}
""",
)
