"""The properties of a form are single values or lists of them."""

from collections.abc import Iterator

from specwright.lint.operations import route_schemas
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]

_FORM = "application/x-www-form-urlencoded"


def check(body: Node, survey: Survey) -> Iterator[Finding]:
    """Look for objects in forms whose encoding nobody has said."""
    for media_type, schema in route_schemas(body, survey):
        if media_type != _FORM:
            continue
        said = body.part("content", media_type).mapping("encoding")
        for name in schema.mapping("properties"):
            member = survey.follow(schema.part("properties", name))
            if (
                name not in said
                and member is not None
                and isinstance(member.value, dict)
                and has_type(member, "object")
            ):
                yield Finding(
                    message=f'the property "{name}" is an object, and no encoding says how a form holds it',
                    at=schema.part("properties", name),
                    key=True,
                    other=("the form", body.part("content", media_type)),
                )


RULE = Rule(
    name="form-body-nested",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.REQUEST_BODY,),
    check=check,
    why="A form is a list of names and values; an object in it is JSON for one server and `name[key]` for another.",
    bad="""
components:
  requestBodies:
    Run:
      content:
        application/x-www-form-urlencoded:
          schema: {type: object, properties: {labels: {type: object}}}
""",
    good="""
components:
  requestBodies:
    Run:
      content:
        application/x-www-form-urlencoded:
          schema: {type: object, properties: {labels: {type: object}}}
          encoding: {labels: {contentType: application/json}}
""",
)
