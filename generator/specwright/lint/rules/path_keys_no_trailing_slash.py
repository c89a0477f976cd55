"""No path ends with a slash."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Rename
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, survey: Survey) -> Iterator[Finding]:
    """Look at the end of each path but the root."""
    for path in top.mapping("paths"):
        if path.endswith("/") and path != "/":
            at = top.part("paths", path)
            yield Finding(
                message=f'the path "{path}" ends with a slash',
                at=at,
                key=True,
                repair=Repair(
                    description="remove the slash", changes=(Rename(at=survey.origin(at), key=path.rstrip("/")),)
                ),
            )


RULE = Rule(
    name="path-keys-no-trailing-slash",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Some servers treat a path with and without a slash at its end as two resources, others as one.",
    bad="""
paths:
  /runs/: {get: {responses: {"200": {description: The runs.}}}}
""",
    good="""
paths:
  /runs: {get: {responses: {"200": {description: The runs.}}}}
""",
    fix="unsafe",
)
