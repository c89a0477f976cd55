"""A discriminator chooses among objects."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for variants that have no properties to look at."""
    if "discriminator" not in schema.value:
        return
    for word in ("oneOf", "anyOf"):
        for index in range(len(schema.items(word))):
            variant = schema.part(word, index)
            target = survey.follow(variant)
            named = types(target) if target is not None and isinstance(target.value, dict) else ()
            if named and "object" not in named and named != ("null",):
                yield Finding(
                    message=f"this variant is {' or '.join(named)}, which has no property to tell it by",
                    at=variant,
                    other=("the discriminator", schema.part("discriminator")),
                )


RULE = Rule(
    name="discriminator-over-scalars",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"discriminator"}),
    check=check,
    why="The discriminator is ignored for the whole union then, and the variants are tried one after the other.",
    bad="""
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {type: string}]
      discriminator: {propertyName: kind}
""",
    good="""
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind}
""",
)
