"""Every integer says how small and how large it may be."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for both limits, or for a list of values."""
    written = schema.value.keys()
    if not has_type(schema, "integer") or {"enum", "const"} & written:
        return
    for words in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if written.isdisjoint(words):
            yield Finding(message=f"the integer has no {words[0]}", at=schema)


RULE = Rule(
    name="owasp-integer-limit",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="Numbers beyond what was thought of overflow, or ask for pages of a million (OWASP API4:2023).",
    bad="""
components:
  schemas:
    Size: {type: integer, format: int32}
""",
    good="""
components:
  schemas:
    Size: {type: integer, minimum: 1, maximum: 100}
""",
)
