"""An array says what its items are."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Insert
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for `items` beside `type: array`."""
    value = schema.value
    if value.get("type") == "array" and "items" not in value and "prefixItems" not in value:
        insert = Insert(at=survey.origin(schema), key="items", value={})
        yield Finding(
            message="the array does not say what its items are",
            at=schema.part("type"),
            repair=Repair(description="say that they may be anything", changes=(insert,)),
        )


RULE = Rule(
    name="array-items",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="Without a schema of its items, an array is a list of anything to whoever uses the generated model.",
    bad="""
components:
  schemas:
    Runs: {type: array}
""",
    good="""
components:
  schemas:
    Runs: {type: array, items: {type: string}}
""",
    fix="safe",
)
