"""No property has a name that Python or Pydantic keeps for itself."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Ask the name planner which names it has to change."""
    for name in schema.mapping("properties"):
        if survey.planned.is_reserved(name):
            yield Finding(
                message=f'"{name}" is a name of Python or Pydantic; the field becomes {survey.planned.field_name(name)}_',
                at=schema.part("properties", name),
                key=True,
            )


RULE = Rule(
    name="property-name-reserved",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"properties"}),
    check=check,
    why="A field can't be called like a keyword or an attribute of its class; it gets an underscore, which has to be known.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {schema: {type: string}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {schema_name: {type: string}}}
""",
)
