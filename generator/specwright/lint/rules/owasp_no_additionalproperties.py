"""Objects of requests take no properties but their own."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Replace
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for a declaration that leaves further properties open."""
    more = schema.value.get("additionalProperties")
    if has_type(schema, "object") and more is not None and more is not False:
        at = schema.part("additionalProperties")
        close = Repair(description="forbid them", changes=(Replace(at=survey.origin(at), value=False),))
        yield Finding(
            message="the object takes any further properties",
            at=at,
            key=True,
            repair=close if more is True else None,
        )


RULE = Rule(
    name="owasp-no-additionalProperties",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="Properties that nobody declared may reach fields that a caller must not set (OWASP API3:2023, mass assignment).",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string}}, additionalProperties: true}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string}}, additionalProperties: false}
""",
    fix="unsafe",
)
