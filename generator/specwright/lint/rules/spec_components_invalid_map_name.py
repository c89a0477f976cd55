"""The names of components can be part of a reference."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_NAME = re.compile(r"[a-zA-Z0-9._-]+")


def check(components: Node, _survey: Survey) -> Iterator[Finding]:
    """Match each name with what OpenAPI section 4.7 allows."""
    for section in components.value:
        if not str(section).startswith("x-"):
            for name in components.mapping(section):
                if not _NAME.fullmatch(name):
                    yield Finding(
                        message=f'the name "{name}" has characters besides letters, digits, ".", "_" and "-"',
                        at=components.part(section, name),
                        key=True,
                    )


RULE = Rule(
    name="spec-components-invalid-map-name",
    severity=Severity.WARNING,
    preset=Preset.ALL,
    kinds=(Kind.COMPONENTS,),
    check=check,
    why="Other characters have to be escaped in every reference (RFC 6901 and RFC 3986), which tools do in different ways.",
    bad="""
openapi: 3.0.3
components:
  examples: {"A run": {value: 1}}
""",
    good="""
openapi: 3.0.3
components:
  examples: {A-run: {value: 1}}
""",
)
