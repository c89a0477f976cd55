"""The style of a parameter is one for its type."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_FOR = {
    "deepObject": frozenset({"object"}),
    "spaceDelimited": frozenset({"array", "object"}),
    "pipeDelimited": frozenset({"array", "object"}),
}


def check(parameter: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the two (OpenAPI section 4.12.2.2, the table of styles)."""
    wanted = _FOR.get(parameter.text("style") or "")
    if wanted is None or not isinstance(parameter.value.get("schema"), dict):
        return
    schema = survey.follow(parameter.part("schema"))
    named = types(schema) if schema is not None and isinstance(schema.value, dict) else ()
    if named and wanted.isdisjoint(named):
        yield Finding(
            message=f'the style "{parameter.text("style")}" is for {" or ".join(sorted(wanted))}, not for {named[0]}',
            at=parameter.part("style"),
        )


RULE = Rule(
    name="style-not-for-type",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="The combination has no meaning; each client writes something else, and the server reads one of them.",
    bad="""
components:
  parameters:
    top: {name: top, in: query, style: deepObject, schema: {type: integer}}
""",
    good="""
components:
  parameters:
    top: {name: top, in: query, schema: {type: integer}}
""",
)
