"""No two paths differ only in the names of their placeholders."""

import re
from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare the paths with every placeholder emptied."""
    first: dict[str, str] = {}
    for path in top.mapping("paths"):
        shape = re.sub(r"\{[^{}]*\}", "{}", path)
        if shape in first:
            yield Finding(
                message=f'the path "{path}" can\'t be told apart from "{first[shape]}"',
                at=top.part("paths", path),
                key=True,
                other=("the other path", top.part("paths", first[shape])),
            )
        first.setdefault(shape, path)


RULE = Rule(
    name="equivalent-path-templates",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A server matches a request by the shape of its path (OpenAPI section 4.8.2), so one of the two is never reached.",
    bad="""
paths:
  /runs/{runId}:
    parameters: [{name: runId, in: path, required: true, schema: {type: string}}]
  /runs/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
""",
    good="""
paths:
  /runs/{runId}:
    parameters: [{name: runId, in: path, required: true, schema: {type: string}}]
  /runs/by-name/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
""",
)
