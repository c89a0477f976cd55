"""A default value fits the schema that it stands in."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Validate the default, if there is one, against its schema."""
    if "default" not in schema.value or "$ref" in schema.value:
        return
    misfit = survey.values.misfit(schema.pointer, schema.value["default"], "the default")
    if misfit is not None:
        yield Finding(
            message=misfit.message,
            at=schema.part("default", *misfit.steps),
            other=("the schema", schema),
        )


RULE = Rule(
    name="default-violates-schema",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"default"}),
    check=check,
    why="A client that sends nothing is promised the default; one that the schema forbids is a promise nobody can keep.",
    bad="""
components:
  schemas:
    Page:
      type: object
      properties:
        top: {type: integer, default: "20"}
""",
    good="""
components:
  schemas:
    Page:
      type: object
      properties:
        top: {type: integer, default: 20}
""",
)
