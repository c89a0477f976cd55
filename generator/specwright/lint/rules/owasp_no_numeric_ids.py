"""Identifiers in URLs are not numbers that can be counted up."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]

_IDENTIFIER = re.compile(r"(?i:id)|.*(?:[_-](?i:id)|Id|ID)")


def check(parameter: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the type of parameters called id, or something with id at its end."""
    if not _IDENTIFIER.fullmatch(parameter.text("name") or "") or not isinstance(parameter.value.get("schema"), dict):
        return
    schema = survey.follow(parameter.part("schema"))
    if schema is not None and isinstance(schema.value, dict) and has_type(schema, "integer"):
        yield Finding(
            message=f'the identifier "{parameter.text("name")}" is a number, which can be guessed',
            at=parameter.part("schema"),
        )


RULE = Rule(
    name="owasp-no-numeric-ids",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="Who can count up an identifier can try the neighbours (OWASP API1:2023, broken object level authorization).",
    bad="""
components:
  parameters:
    runId: {name: runId, in: path, required: true, schema: {type: integer}}
""",
    good="""
components:
  parameters:
    runId: {name: runId, in: path, required: true, schema: {type: string, format: uuid}}
""",
)
