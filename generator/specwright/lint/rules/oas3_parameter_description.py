"""Every parameter has a description."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(parameter: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a description that is not empty."""
    if not parameter.value.get("description"):
        yield Finding(
            message=f'the parameter "{parameter.text("name")}" has no description', at=parameter.field("description")
        )


RULE = Rule(
    name="oas3-parameter-description",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="The description is what a reader, and the docstring of the generated method, says about a parameter.",
    bad="""
components:
  parameters:
    top: {name: top, in: query, schema: {type: integer}}
""",
    good="""
components:
  parameters:
    top: {name: top, in: query, description: How many to return., schema: {type: integer}}
""",
)
