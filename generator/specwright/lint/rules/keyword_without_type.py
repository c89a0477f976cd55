"""Every keyword of a schema shows in the generated type."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_CHECKED_AT_RUN_TIME = (
    *("not", "if", "then", "else", "contains", "minContains", "maxContains", "propertyNames"),
    *("dependentRequired", "dependentSchemas", "unevaluatedItems"),
)


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for keywords that no type of Python can express."""
    for keyword in schema.value:
        if keyword in _CHECKED_AT_RUN_TIME:
            yield Finding(message=f'no type can express "{keyword}"', at=schema.part(keyword), key=True)


RULE = Rule(
    name="keyword-without-type",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A condition that the type does not show is met by chance; a type checker can't remind anybody of it.",
    bad="""
components:
  schemas:
    Name: {type: string, not: {const: admin}}
""",
    good="""
components:
  schemas:
    Name: {type: string, enum: [reader, writer]}
""",
)
