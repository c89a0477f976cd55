"""A request has something to send."""

from collections.abc import Iterator

from specwright.lint.operations import route_schemas
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(body: Node, survey: Survey) -> Iterator[Finding]:
    """Look for bodies whose properties are all readOnly."""
    for media_type, schema in route_schemas(body, survey):
        members = [survey.follow(schema.part("properties", name)) for name in schema.mapping("properties")]
        if members and all(_is_read_only(member) for member in members) and "allOf" not in schema.value:
            yield Finding(
                message="all properties of this body are readOnly, so nothing of it can be sent",
                at=body.part("content", media_type),
                key=True,
                other=("the schema", schema),
            )


def _is_read_only(member: Node | None) -> bool:
    return member is not None and isinstance(member.value, dict) and member.value.get("readOnly") is True


RULE = Rule(
    name="read-only-in-request",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.REQUEST_BODY,),
    check=check,
    why="A readOnly property should not be sent (OpenAPI section 4.24, and JSON Schema validation section 9.4).",
    bad="""
components:
  requestBodies:
    Run:
      content:
        application/json: {schema: {type: object, properties: {id: {type: string, readOnly: true}}}}
""",
    good="""
components:
  requestBodies:
    Run:
      content:
        application/json:
          schema: {type: object, properties: {id: {type: string, readOnly: true}, name: {type: string}}}
""",
)
