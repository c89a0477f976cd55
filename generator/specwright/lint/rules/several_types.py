"""A schema has one type, besides null."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Count the types."""
    named = [name for name in types(schema) if name != "null"]
    if len(named) > 1:
        yield Finding(message=f"a value can be {' or '.join(named)}", at=schema.part("type"))


RULE = Rule(
    name="several-types",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="Every reader of the value has to ask which type it has before it can be used.",
    bad="""
components:
  schemas:
    Id: {type: [string, integer]}
""",
    good="""
components:
  schemas:
    Id: {type: [string, "null"]}
""",
)
