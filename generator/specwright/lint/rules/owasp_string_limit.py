"""Every string says how long it may be."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the limit, or for a list of values."""
    if has_type(schema, "string") and not {"maxLength", "enum", "const"} & schema.value.keys():
        yield Finding(message="the string has no maxLength", at=schema)


RULE = Rule(
    name="owasp-string-limit",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A string without a limit lets one request fill the memory (OWASP API4:2023, unrestricted resource consumption).",
    bad="""
components:
  schemas:
    Name: {type: string}
""",
    good="""
components:
  schemas:
    Name: {type: string, maxLength: 200}
""",
)
