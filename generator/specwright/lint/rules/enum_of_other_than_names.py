"""The values of an enum can be listed in a type."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for fractions, lists and objects."""
    for index, value in enumerate(schema.items("enum")):
        if isinstance(value, list | dict) or (isinstance(value, float) and not value.is_integer()):
            yield Finding(
                message="a Literal can't hold this value, so the values of the enum are not part of the type",
                at=schema.part("enum", index),
            )
            return


RULE = Rule(
    name="enum-of-other-than-names",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"enum"}),
    check=check,
    why="Literal types hold strings, whole numbers, booleans and null (PEP 586); with anything else, any number passes.",
    bad="""
components:
  schemas:
    Rate: {type: number, enum: [0.5, 1.5]}
""",
    good="""
components:
  schemas:
    Rate: {type: string, enum: [half, full]}
""",
)
