"""The examples of a schema fit it."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Validate `example` and each of `examples`."""
    places = [schema.part("example")] if "example" in schema.value else []
    places.extend(schema.part("examples", index) for index in range(len(schema.items("examples"))))
    for example in places:
        misfit = survey.values.misfit(schema.pointer, example.value, "the example")
        if misfit is not None:
            yield Finding(
                message=misfit.message,
                at=example.part(*misfit.steps),
            )


RULE = Rule(
    name="oas3-valid-schema-example",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    check=check,
    why="Readers copy examples and mock servers answer with them; one that the schema forbids misleads both.",
    bad="""
components:
  schemas:
    Status: {type: string, enum: [running, done], example: finished}
""",
    good="""
components:
  schemas:
    Status: {type: string, enum: [running, done], example: done}
""",
)
