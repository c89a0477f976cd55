"""The property of a discriminator is required in every variant."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the property in the variants of a union, through their allOf."""
    name = schema.part("discriminator").text("propertyName")
    if name is None:
        return
    for word in ("oneOf", "anyOf"):
        for index in range(len(schema.items(word))):
            variant = schema.part(word, index)
            required = _required(variant, survey)
            if required is not None and name not in required:
                yield Finding(
                    message=f'the variant does not require "{name}", by which the variants are told apart',
                    at=variant,
                    other=("the discriminator", schema.part("discriminator", "propertyName")),
                )


def _required(schema: Node, survey: Survey, depth: int = 8) -> set[str] | None:
    """What a schema and its parts require; `None` where that can't be told."""
    target = survey.follow(schema)
    if target is None or not isinstance(target.value, dict) or depth == 0 or "oneOf" in target.value:
        return None
    names = {name for name in target.items("required") if isinstance(name, str)}
    for index in range(len(target.items("allOf"))):
        names |= _required(target.part("allOf", index), survey, depth - 1) or set()
    return names


RULE = Rule(
    name="discriminator-property-required",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"discriminator"}),
    check=check,
    why="A value without the property belongs to no variant (OpenAPI section 4.26: it must be required).",
    bad="""
components:
  schemas:
    Cat: {type: object, properties: {kind: {const: cat}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
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
