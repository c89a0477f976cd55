"""An object that takes further properties says how many."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the limit where further properties have a schema."""
    more = schema.value.get("additionalProperties")
    if has_type(schema, "object") and isinstance(more, dict) and "maxProperties" not in schema.value:
        yield Finding(
            message="the object takes further properties and has no maxProperties",
            at=schema.part("additionalProperties"),
            key=True,
        )


RULE = Rule(
    name="owasp-constrained-additionalProperties",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A map without a limit lets one request fill the memory (OWASP API4:2023, unrestricted resource consumption).",
    bad="""
components:
  schemas:
    Labels: {type: object, additionalProperties: {type: string}}
""",
    good="""
components:
  schemas:
    Labels: {type: object, additionalProperties: {type: string}, maxProperties: 20}
""",
)
