"""The keywords of a schema are about its type."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_STRING = ("minLength", "maxLength", "pattern")
_NUMBER = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_ARRAY = ("items", "prefixItems", "minItems", "maxItems", "contains")
_OBJECT = (
    *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
    *("minProperties", "maxProperties", "dependentRequired"),
)
_TYPES = {
    **dict.fromkeys(_STRING, ("string",)),
    **dict.fromkeys(_NUMBER, ("integer", "number")),
    **dict.fromkeys(_ARRAY, ("array",)),
    **dict.fromkeys(_OBJECT, ("object",)),
}


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for keywords that apply to none of the named types (JSON Schema 2020-12 validation, section 6).

    `uniqueItems` is another rule's business: converters write it everywhere, and nothing is lost with it.
    """
    named = types(schema)
    if not named:
        return
    for keyword in schema.value:
        wanted = _TYPES.get(keyword)
        if wanted is not None and not any(name in wanted for name in named):
            yield Finding(
                message=f'"{keyword}" says nothing about the type {" or ".join(named)}',
                at=schema.part(keyword),
                key=True,
            )


RULE = Rule(
    name="no-schema-type-mismatch",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="A keyword for another type is ignored; either it or the type is wrong, and the schema checks less than it seems.",
    bad="""
components:
  schemas:
    Run: {type: string, properties: {id: {type: string}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string}}}
""",
)
