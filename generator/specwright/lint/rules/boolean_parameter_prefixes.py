"""The name of a boolean parameter asks a question."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]

_QUESTION = re.compile(r"(?:is|has|can|should|with|include|show|use|allow|enable)(?=[A-Z_-]|$).*")


def check(parameter: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at the beginning of the name."""
    name = parameter.text("name") or ""
    schema = parameter.part("schema")
    if isinstance(schema.value, dict) and types(schema) == ("boolean",) and not _QUESTION.fullmatch(name):
        yield Finding(
            message=f'"{name}" is true or false; a name such as "is_{name}" would show it', at=parameter.part("name")
        )


RULE = Rule(
    name="boolean-parameter-prefixes",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="`?deleted=` may want a date, a list or a flag; `?include_deleted=` can only want a flag.",
    bad="""
components:
  parameters:
    deleted: {name: deleted, in: query, schema: {type: boolean}}
""",
    good="""
components:
  parameters:
    deleted: {name: include_deleted, in: query, schema: {type: boolean}}
""",
)
