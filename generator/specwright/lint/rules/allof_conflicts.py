"""The parts of an allOf agree on the type of a property."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the types that the parts name for each property."""
    first: dict[str, Node] = {}
    for index in range(len(schema.items("allOf"))):
        part = survey.follow(schema.part("allOf", index))
        for name in part.mapping("properties") if part is not None else ():
            member = part.part("properties", name) if part is not None else schema
            target = survey.follow(member)
            if target is None or not isinstance(target.value, dict) or not types(target):
                continue
            earlier = first.setdefault(name, target)
            if not _agree(types(earlier), types(target)):
                yield Finding(
                    message=f'"{name}" is {" or ".join(types(target))} here and {" or ".join(types(earlier))} in another '
                    "part, so no value fits both",
                    at=schema.part("allOf", index),
                    other=("the other type", earlier),
                )


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    numbers = {"integer", "number"}
    return bool(set(one) & set(other)) or (bool(numbers & set(one)) and bool(numbers & set(other)))


RULE = Rule(
    name="allof-conflicts",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"allOf"}),
    check=check,
    why="A value has to fit all parts; where two name different types for a property, none does, and the model takes one.",
    bad="""
components:
  schemas:
    Run:
      allOf:
        - {type: object, properties: {size: {type: string}}}
        - {type: object, properties: {size: {type: integer}}}
""",
    good="""
components:
  schemas:
    Run:
      allOf:
        - {type: object, properties: {size: {type: integer}}}
        - {type: object, properties: {size: {type: integer, minimum: 1}}}
""",
)
