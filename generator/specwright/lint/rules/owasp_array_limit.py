"""Every array says how many items it may have."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the limit."""
    if has_type(schema, "array") and "maxItems" not in schema.value:
        yield Finding(message="the array has no maxItems", at=schema)


RULE = Rule(
    name="owasp-array-limit",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A list without a limit lets one request fill the memory (OWASP API4:2023, unrestricted resource consumption).",
    bad="""
components:
  schemas:
    Runs: {type: array, items: {type: boolean}}
""",
    good="""
components:
  schemas:
    Runs: {type: array, items: {type: boolean}, maxItems: 100}
""",
)
