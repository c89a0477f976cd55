"""Objects are components, with a name of their own."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for objects with properties that are neither a component nor a part of one's allOf."""
    is_component = schema.above.step == "schemas" and schema.above.above.kind is Kind.COMPONENTS
    if schema.mapping("properties") and not is_component and schema.above.step != "allOf":
        yield Finding(message="the object has no name; its class is called after the place", at=schema, key=True)


RULE = Rule(
    name="inline-object-schema",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"properties"}),
    check=check,
    why="The class of an object without a name is called after where it stands, and changes when that does.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
""",
    good="""
components:
  schemas:
    Owner: {type: object, properties: {name: {type: string}}}
    Run: {type: object, properties: {owner: {$ref: "#/components/schemas/Owner"}}}
""",
)
