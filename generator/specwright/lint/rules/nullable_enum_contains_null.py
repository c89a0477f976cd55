"""The enum of a type with null lists null."""

from collections.abc import Iterator

from specwright.ingest.document import Origin
from specwright.lint.fixes.changes import Append
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the schemas as they were written: `nullable` of 3.0, and `null` among the types since 3.1."""
    if survey.document.declared_version.startswith("3.0") and not survey.has_relics():
        return
    for schema in survey.written_nodes(Kind.SCHEMA):
        nullable = schema.value.get("nullable") is True or (len(schema.items("type")) > 1 and has_type(schema, "null"))
        if nullable and schema.items("enum") and None not in schema.value["enum"]:
            at = Origin(file=survey.document.file, pointer=schema.part("enum").pointer)
            yield Finding(
                message="null is a type here, but the enum does not list it, so it is not allowed",
                at=at,
                key=True,
                repair=Repair(description="add null to the enum", changes=(Append(at=at, value=None),)),
            )


RULE = Rule(
    name="nullable-enum-contains-null",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A value must be of the type and in the enum; without null in the list, allowing null as a type allows nothing.",
    bad="""
components:
  schemas:
    Status: {type: [string, "null"], enum: [running, done]}
""",
    good="""
components:
  schemas:
    Status: {type: [string, "null"], enum: [running, done, null]}
""",
    fix="unsafe",
)
