"""The mapping of a discriminator leads to schemas."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Follow each value, as a reference or as the name of a component."""
    discriminator = schema.part("discriminator")
    known = survey.top.part("components", "schemas").value
    for value, target in schema.mapping("discriminator").get("mapping", {}).items() if _has_mapping(schema) else ():
        if not isinstance(target, str) or (isinstance(known, dict) and target in known):
            continue
        if target.startswith("#") and survey.follow(Node(Kind.PART, {"$ref": target}, None, "")) is None:
            yield Finding(
                message=f'"{target}" is not a schema of this document', at=discriminator.part("mapping", value)
            )


def _has_mapping(schema: Node) -> bool:
    return isinstance(schema.mapping("discriminator").get("mapping"), dict)


RULE = Rule(
    name="discriminator-mapping-resolves",
    severity=Severity.ERROR,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"discriminator"}),
    check=check,
    why="A value that is mapped to nothing can't be read, although the document promises it.",
    bad="""
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}]
      discriminator: {propertyName: kind, mapping: {cat: "#/components/schemas/Kat"}}
""",
    good="""
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}]
      discriminator: {propertyName: kind, mapping: {cat: "#/components/schemas/Cat"}}
""",
)
