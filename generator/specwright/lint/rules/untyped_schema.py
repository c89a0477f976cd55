"""A property says what its value is."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_SAYING = frozenset(
    (
        *("type", "$ref", "$dynamicRef", "enum", "const", "format", "contentMediaType", "contentEncoding"),
        *("allOf", "anyOf", "oneOf", "not", "if", "items", "prefixItems"),
        *("properties", "additionalProperties", "patternProperties"),
    )
)


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a keyword that says something about the type of a property."""
    holder = schema.parent
    is_property = holder is not None and holder.kind is Kind.PART and holder.step == "properties"
    if is_property and _SAYING.isdisjoint(schema.value):
        yield Finding(message=f'the property "{schema.step}" says nothing about its type', at=schema, key=True)


RULE = Rule(
    name="untyped-schema",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A property without a type is Any in the generated model, and whatever is done with it goes unchecked.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {id: {description: Identifies the run.}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {id: {description: Identifies the run., type: string}}}
""",
)
