"""The property of a discriminator is required in every variant."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the property in the variants of a union, through their allOf; one finding tells of all variants."""
    at = schema.part("discriminator", "propertyName")
    name = at.value
    if not isinstance(name, str):
        return
    for word in ("oneOf", "anyOf"):
        variants = [schema.part(word, index) for index in range(len(schema.items(word)))]
        lacking = [one for one in variants if not _requires(one, name, survey)]
        if lacking:
            yield Finding(
                message=f'{_said(lacking, len(variants))} "{name}", by which the variants are told apart',
                at=at,
                other=("the first of these variants", lacking[0]),
            )


def _said(lacking: list[Node], total: int) -> str:
    if len(lacking) > 1:
        return f"{len(lacking)} of {total} variants do not require"
    name = (lacking[0].text("$ref") or "").rpartition("/")[2]
    return f'"{name}" does not require' if name else "a variant does not require"


def _requires(variant: Node, name: str, survey: Survey) -> bool:
    required = _required(variant, survey)
    return required is None or name in required


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
