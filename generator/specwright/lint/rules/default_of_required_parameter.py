"""A required parameter has no default."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(parameter: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a default beside `required: true`."""
    if parameter.value.get("required") is True and "default" in parameter.mapping("schema"):
        yield Finding(
            message=f'"{parameter.text("name")}" is required, so its default is never used',
            at=parameter.part("schema", "default"),
            key=True,
        )


RULE = Rule(
    name="default-of-required-parameter",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="A default says what is assumed when nothing is sent, which a required parameter does not allow.",
    bad="""
components:
  parameters:
    top: {name: top, in: query, required: true, schema: {type: integer, default: 20}}
""",
    good="""
components:
  parameters:
    top: {name: top, in: query, schema: {type: integer, default: 20}}
""",
)
