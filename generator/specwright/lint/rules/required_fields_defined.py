"""A property that a composed schema requires is declared somewhere in it."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the required list of a schema with `allOf` with all properties that its parts declare."""
    # A part of another schema may require what its siblings declare, so only whole schemas are checked.
    if not schema.items("allOf") or _is_part(schema):
        return
    declared = _declared(schema, survey)
    for index, name in enumerate(schema.items("required")):
        if isinstance(name, str) and name not in declared:
            yield Finding(
                message=f'the required property "{name}" is not declared in the schema or in any part of its allOf',
                at=schema.part("required", index),
            )


def _is_part(schema: Node) -> bool:
    return schema.above.kind is Kind.SCHEMA or schema.above.above.kind is Kind.SCHEMA


def _declared(schema: Node, survey: Survey) -> set[str]:
    names: set[str] = set()
    seen: set[int] = set()
    pending = [schema]
    while pending:
        part = survey.follow(pending.pop())
        if part is None or not isinstance(part.value, dict) or id(part.value) in seen:
            continue
        seen.add(id(part.value))
        names.update(part.mapping("properties"))
        pending.extend(part.part(word, index) for word in _PARTS for index in range(len(part.items(word))))
        pending.extend(part.part(word) for word in ("items", "not") if word in part.value)
    return names


_PARTS = ("allOf", "anyOf", "oneOf")

RULE = Rule(
    name="required-fields-defined",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"allOf"}),
    check=check,
    why="A required property that no part declares is nearly always misspelt, and no model can have a field for it.",
    bad="""
components:
  schemas:
    Entity: {type: object, properties: {id: {type: string}}}
    Run:
      allOf: [{$ref: "#/components/schemas/Entity"}]
      required: [Id]
""",
    good="""
components:
  schemas:
    Entity: {type: object, properties: {id: {type: string}}}
    Run:
      allOf: [{$ref: "#/components/schemas/Entity"}]
      required: [id]
""",
)
