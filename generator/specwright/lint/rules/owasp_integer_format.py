"""Every integer says how many bits it has."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the format."""
    if has_type(schema, "integer") and not {"format", "enum", "const"} & schema.value.keys():
        yield Finding(message="the integer has no format, such as int32 or int64", at=schema)


RULE = Rule(
    name="owasp-integer-format",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="An integer whose size is left open overflows where sender and receiver differ (OWASP API4:2023).",
    bad="""
components:
  schemas:
    Size: {type: integer}
""",
    good="""
components:
  schemas:
    Size: {type: integer, format: int32}
""",
)
