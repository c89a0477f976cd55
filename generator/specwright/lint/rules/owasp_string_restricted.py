"""Every string says what it may hold."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a format, a pattern or a list of values."""
    if has_type(schema, "string") and not {"format", "pattern", "enum", "const"} & schema.value.keys():
        yield Finding(message="the string has no format, pattern, enum or const", at=schema)


RULE = Rule(
    name="owasp-string-restricted",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="The less a string may hold, the less an attacker can put into it (OWASP API4:2023 and API8:2023).",
    bad="""
components:
  schemas:
    Code: {type: string}
""",
    good="""
components:
  schemas:
    Code: {type: string, pattern: "^[A-Z]{3}$"}
""",
)
