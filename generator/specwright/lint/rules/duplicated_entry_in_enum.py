"""No enum lists a value twice."""

import json
from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]

_as_json = json.JSONEncoder(sort_keys=True).encode


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the values as JSON, where 1 and true differ."""
    first: dict[str, int] = {}
    for index, value in enumerate(schema.items("enum")):
        text = _as_json(value)
        if text in first:
            at = schema.part("enum", index)
            yield Finding(
                message=f"the enum lists {text} twice",
                at=at,
                repair=Repair(description="remove the second", changes=(Remove(at=survey.origin(at)),)),
                other=("first listed", schema.part("enum", first[text])),
            )
        first.setdefault(text, index)


RULE = Rule(
    name="duplicated-entry-in-enum",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"enum"}),
    check=check,
    why="A value listed twice is a slip: either one too many, or one of the two was meant to be another.",
    bad="""
components:
  schemas:
    Status: {type: string, enum: [running, done, done]}
""",
    good="""
components:
  schemas:
    Status: {type: string, enum: [running, done, failed]}
""",
    fix="safe",
)
