"""Every operation has an operationId."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Insert
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Look for the field."""
    if not operation.value.get("operationId"):
        yield Finding(
            message="the operation has no operationId",
            at=operation.field("operationId"),
            key=True,
            repair=_named(operation, survey),
        )


def _named(operation: Node, survey: Survey) -> Repair | None:
    name = survey.planned.operation_ids.get(operation.pointer)
    if name is None or "operationId" in operation.value or operation.mapping("callbacks"):
        return None  # callbacks are called after the id of their operation, so that a new one is no safe fix
    insert = Insert(at=survey.origin(operation), key="operationId", value=name)
    return Repair(description=f'add operationId "{name}", which keeps the name of the method', changes=(insert,))


RULE = Rule(
    name="operation-operationId",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A generated method takes its name from the operationId; without one the name is put together from the path "
    "and changes with it.",
    bad="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {operationId: listRuns, responses: {"200": {description: The runs.}}}
""",
    fix="safe",
)
