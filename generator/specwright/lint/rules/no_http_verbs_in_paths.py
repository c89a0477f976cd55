"""No path repeats an HTTP method."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_VERB = re.compile(r"(?:get|put|post|delete|patch|head|options)(?=$|[-_A-Z])")


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for fixed segments that begin with a method as a word."""
    for path in top.mapping("paths"):
        for segment in str(path).split("/"):
            if match := _VERB.match(segment):
                yield Finding(
                    message=f'"{match[0]}" in the path "{path}" says what the method says',
                    at=top.part("paths", path),
                    key=True,
                )
                break


RULE = Rule(
    name="no-http-verbs-in-paths",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A path names a thing and the method what is done to it; `GET /getRuns` says it twice.",
    bad="""
paths:
  /getRuns: {}
""",
    good="""
paths:
  /runs: {}
""",
)
