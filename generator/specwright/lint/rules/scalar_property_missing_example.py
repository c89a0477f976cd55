"""A property with a single value shows one."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_SHOWING = ("example", "examples", "enum", "const", "default")


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for an example, or something that says as much."""
    is_scalar = any(name in ("string", "integer", "number") for name in types(schema))
    if schema.above.step == "properties" and is_scalar and not any(word in schema.value for word in _SHOWING):
        yield Finding(message=f'the property "{schema.step}" has no example', at=schema, key=True)


RULE = Rule(
    name="scalar-property-missing-example",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="An example says more than a type: whether an identifier is `42`, `run-42` or a UUID.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {id: {type: string, examples: [run-42]}}}
""",
)
