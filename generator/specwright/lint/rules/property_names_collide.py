"""No two properties of a schema become fields of one name."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the names that the planner gives to properties."""
    first: dict[str, str] = {}
    if len(schema.mapping("properties")) < 2:
        return
    for name in schema.mapping("properties"):
        field = survey.planned.field_name(name)
        earlier = first.setdefault(field, name)
        if earlier != name:
            yield Finding(
                message=f'"{name}" and "{earlier}" are both the field {field}, so one gets an underscore or a number',
                at=schema.part("properties", name),
                key=True,
                other=("the other property", schema.part("properties", earlier)),
            )


RULE = Rule(
    name="property-names-collide",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"properties"}),
    check=check,
    why="Field names leave out punctuation and the difference of case; of two that are the same, one gets a name that "
    "can't be told from the other.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {createdAt: {type: string}, created_at: {type: string}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {createdAt: {type: string}, created_by: {type: string}}}
""",
)
