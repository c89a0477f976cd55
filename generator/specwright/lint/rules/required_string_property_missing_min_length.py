"""A required string may not be empty unless it says so."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_NARROWING = ("minLength", "enum", "const", "format", "pattern")


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a lower limit, or something narrower."""
    for name in dict.fromkeys(name for name in schema.items("required") if isinstance(name, str)):
        member = schema.part("properties", name)
        if isinstance(member.value, dict) and types(member) == ("string",) and not _narrowed(member):
            yield Finding(message=f'the required property "{name}" may be empty', at=member, key=True)


def _narrowed(schema: Node) -> bool:
    return any(word in schema.value for word in _NARROWING)


RULE = Rule(
    name="required-string-property-missing-min-length",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A property that must be there but may be empty is as good as absent; `minLength: 1` or `0` says which is meant.",
    bad="""
components:
  schemas:
    Run: {type: object, required: [id], properties: {id: {type: string}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, required: [id], properties: {id: {type: string, minLength: 1}}}
""",
)
