"""A parameter is written in a style that its value can be read back from."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(parameter: Node, survey: Survey) -> Iterator[Finding]:
    """Look for lists and objects inside of lists and objects (OpenAPI section 4.12.4 defines none)."""
    if not isinstance(parameter.value.get("schema"), dict):
        return
    schema = survey.follow(parameter.part("schema"))
    if schema is None or not isinstance(schema.value, dict):
        return
    for inner, what in _inner(schema):
        target = survey.follow(inner)
        if target is not None and isinstance(target.value, dict) and _is_nested(target):
            yield Finding(
                message=f'no style says how {what} of "{parameter.text("name")}" that is itself a list or an object is '
                "written",
                at=parameter.part("schema"),
                other=("what is nested", inner),
            )
            return


def _inner(schema: Node) -> Iterator[tuple[Node, str]]:
    if has_type(schema, "array") and isinstance(schema.value.get("items"), dict):
        yield schema.part("items"), "an item"
    for name in schema.mapping("properties"):
        yield schema.part("properties", name), f'the property "{name}"'


def _is_nested(schema: Node) -> bool:
    return has_type(schema, "array") or has_type(schema, "object") or bool(schema.mapping("properties"))


RULE = Rule(
    name="style-loses-information",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="Styles write one level of names and values; what is deeper is written differently by every client and server.",
    bad="""
components:
  parameters:
    filter:
      name: filter
      in: query
      style: deepObject
      schema: {type: object, properties: {created: {type: object, properties: {from: {type: string}}}}}
""",
    good="""
components:
  parameters:
    filter:
      name: filter
      in: query
      content:
        application/json:
          schema: {type: object, properties: {created: {type: object, properties: {from: {type: string}}}}}
""",
)
