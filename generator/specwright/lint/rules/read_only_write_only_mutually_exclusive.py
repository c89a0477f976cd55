"""No property is both readOnly and writeOnly."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for the two keywords."""
    if schema.value.get("readOnly") is True and schema.value.get("writeOnly") is True:
        yield Finding(
            message="a value that is neither sent nor received is no value",
            at=schema.part("writeOnly"),
            key=True,
            other=("readOnly", schema.part("readOnly")),
        )


RULE = Rule(
    name="read-only-write-only-mutually-exclusive",
    severity=Severity.ERROR,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"writeOnly"}),
    check=check,
    why="A readOnly property is never sent and a writeOnly one never received, so one with both can be left out.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string, readOnly: true, writeOnly: true}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string, readOnly: true}}}
""",
)
