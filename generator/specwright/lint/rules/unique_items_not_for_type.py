"""Only arrays have `uniqueItems`."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the types beside it (JSON Schema 2020-12 validation, section 6.4.3)."""
    named = types(schema)
    if named and "array" not in named:
        at = schema.part("uniqueItems")
        yield Finding(
            message=f'"uniqueItems" says nothing about the type {" or ".join(named)}',
            at=at,
            key=True,
            repair=Repair(description="remove uniqueItems", changes=(Remove(at=survey.origin(at)),)),
        )


RULE = Rule(
    name="unique-items-not-for-type",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"uniqueItems"}),
    check=check,
    why="What is no array has no items: the keyword is left over, from a converter most often, and does nothing.",
    bad="""
components:
  schemas:
    Name: {type: string, uniqueItems: true}
""",
    good="""
components:
  schemas:
    Names: {type: array, items: {type: string}, uniqueItems: true}
""",
    fix="safe",
)
