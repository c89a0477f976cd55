"""No placeholder of a path is empty."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for braces with nothing in them."""
    for path in top.mapping("paths"):
        if "{}" in path:
            yield Finding(
                message=f'the path "{path}" has a placeholder without a name', at=top.part("paths", path), key=True
            )


RULE = Rule(
    name="path-declarations-must-exist",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A placeholder without a name has no parameter, so nobody can say what goes there.",
    bad="""
paths:
  /runs/{}: {get: {responses: {"200": {description: The run.}}}}
""",
    good="""
paths:
  /runs/{runId}:
    get:
      parameters: [{name: runId, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: The run.}}
""",
)
