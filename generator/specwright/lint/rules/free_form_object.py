"""An object says what it holds."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_SAYING = frozenset(
    (
        *("properties", "additionalProperties", "patternProperties", "unevaluatedProperties", "discriminator"),
        *("allOf", "anyOf", "oneOf", "$ref", "$dynamicRef", "if", "propertyNames", "const", "enum"),
    )
)


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for objects without properties, of their own or by rule."""
    if types(schema) == ("object",) and _SAYING.isdisjoint(schema.value) and schema.above.step not in _PARTS:
        yield Finding(message="the object has no properties, so any object fits", at=schema)


_PARTS = ("allOf", "anyOf", "oneOf", "if", "then", "else", "not")

RULE = Rule(
    name="free-form-object",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="An object without properties is dict[str, Any] in the generated code, and whatever is done with it goes unchecked.",
    bad="""
components:
  schemas:
    Run: {type: object}
""",
    good="""
components:
  schemas:
    Run: {type: object, additionalProperties: {type: string}}
""",
)
