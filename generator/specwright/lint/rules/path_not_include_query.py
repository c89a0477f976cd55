"""No path has a query string."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for a question mark in each path."""
    for path in top.mapping("paths"):
        if "?" in path:
            yield Finding(
                message=f'the path "{path}" has a query string; declare it as parameters',
                at=top.part("paths", path),
                key=True,
            )


RULE = Rule(
    name="path-not-include-query",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A path is matched without its query (OpenAPI section 4.8.2), so a route with a question mark is never reached.",
    bad="""
paths:
  /runs?status=done: {get: {responses: {"200": {description: The runs.}}}}
""",
    good="""
paths:
  /runs:
    get:
      parameters: [{name: status, in: query, schema: {type: string}}]
      responses: {"200": {description: The runs.}}
""",
)
