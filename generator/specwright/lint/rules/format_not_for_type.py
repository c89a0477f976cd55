"""A format is one for its type."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_TYPES = {
    **dict.fromkeys(("int32", "int64"), ("integer", "number", "string")),
    **dict.fromkeys(("float", "double"), ("number", "integer", "string")),
    **dict.fromkeys(("date", "date-time", "time", "duration", "uuid", "email", "uri", "hostname"), ("string",)),
    **dict.fromkeys(("byte", "binary", "password", "ipv4", "ipv6", "regex"), ("string",)),
}


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare the two (OpenAPI format registry)."""
    named = types(schema)
    wanted = _TYPES.get(schema.text("format") or "")
    if wanted is not None and named and not any(name in wanted for name in named):
        yield Finding(
            message=f'the format "{schema.text("format")}" is for {wanted[0]}, not for {named[0]}',
            at=schema.part("format"),
        )


RULE = Rule(
    name="format-not-for-type",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"format"}),
    check=check,
    why="A format for another type is ignored: the field is not the date, the number or the bytes that its author meant.",
    bad="""
components:
  schemas:
    Created: {type: integer, format: date-time}
""",
    good="""
components:
  schemas:
    Created: {type: string, format: date-time}
""",
)
