"""A composition has more than one part."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for allOf, anyOf and oneOf of a single schema with nothing beside it."""
    for word in ("allOf", "anyOf", "oneOf"):
        if len(schema.items(word)) == 1 and len(schema.value) == 1:
            yield Finding(message=f'"{word}" of one schema is that schema', at=schema.part(word), key=True)


RULE = Rule(
    name="no-unnecessary-combinator",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A composition of one part says nothing more than the part, and hides it from readers and tools.",
    bad="""
components:
  schemas:
    Run: {oneOf: [{type: string}]}
""",
    good="""
components:
  schemas:
    Run: {type: string}
""",
)
