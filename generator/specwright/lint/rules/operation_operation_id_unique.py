"""No two operations have the same operationId."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the operationIds of all routes; one path item under two paths counts twice."""
    first: dict[str, Node] = {}
    for route in survey.routes:
        name = route.operation.text("operationId")
        if name is None:
            continue
        here = route.operation.part("operationId")
        if name not in first:
            first[name] = here
        elif first[name].pointer == here.pointer:
            yield Finding(
                message=f'the operation "{name}" is reached through a second path, which would give it its name twice',
                at=route.path,
                other=("the operation", here),
            )
        else:
            yield Finding(
                message=f'another operation is already called "{name}"', at=here, other=("the other", first[name])
            )


RULE = Rule(
    name="operation-operationId-unique",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Links, generated methods and logs find an operation by its operationId, so two with one name can't be told apart.",
    bad="""
paths:
  /runs:
    get: {operationId: listRuns, responses: {"200": {description: The runs.}}}
  /archive:
    get: {operationId: listRuns, responses: {"200": {description: The old runs.}}}
""",
    good="""
paths:
  /runs:
    get: {operationId: listRuns, responses: {"200": {description: The runs.}}}
  /archive:
    get: {operationId: listArchivedRuns, responses: {"200": {description: The old runs.}}}
""",
)
