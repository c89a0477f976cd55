"""The examples of a body or a parameter fit its schema."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE", "examples"]


def check(holder: Node, survey: Survey) -> Iterator[Finding]:
    """Validate `example` and the values of `examples` against the schema beside them."""
    if "schema" not in holder.value or not isinstance(holder.value["schema"], dict):
        return
    schema = holder.part("schema")
    for example in examples(holder, survey):
        misfit = survey.values.misfit(schema.pointer, example.value, "the example")
        if misfit is not None and (word := _left_out(holder)):
            misfit = survey.values.relaxed(word).misfit(schema.pointer, example.value, "the example")
        if misfit is not None:
            yield Finding(
                message=misfit.message,
                at=example.part(*misfit.steps),
                other=("the schema", schema),
            )


def _left_out(holder: Node) -> str | None:
    """The keyword of properties that are not part of what the holder is in."""
    if holder.nearest(Kind.REQUEST_BODY):
        return "readOnly"
    return "writeOnly" if holder.nearest(Kind.RESPONSE) else None


def examples(holder: Node, survey: Survey) -> Iterator[Node]:
    """The example values beside a schema, references followed."""
    if "example" in holder.value:
        yield holder.part("example")
    for example in survey.followed(holder, "examples"):
        if "value" in example.value:
            yield example.part("value")


RULE = Rule(
    name="oas3-valid-media-example",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.MEDIA_TYPE, Kind.PARAMETER, Kind.HEADER),
    check=check,
    why="Readers copy examples and mock servers answer with them; one that the schema forbids misleads both.",
    bad="""
components:
  parameters:
    top: {name: top, in: query, schema: {type: integer}, example: many}
""",
    good="""
components:
  parameters:
    top: {name: top, in: query, schema: {type: integer}, example: 20}
""",
)
