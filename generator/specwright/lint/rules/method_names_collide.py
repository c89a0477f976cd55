"""No two operations become methods of one name."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, survey: Survey) -> Iterator[Finding]:
    """Ask the name planner which method got another name because one of the same service had it."""
    owners = {(method.service, method.name): method for method in survey.planned.methods}
    for method in survey.planned.methods:
        owner = owners.get((method.service, method.wanted or ""))
        if owner is not None and owner is not method:
            yield Finding(
                message=f"the method {method.wanted} is taken, so this one becomes {method.name}",
                at=survey.at(method.pointer),
                key=True,
                other=(f"the operation that becomes {method.wanted}", survey.at(owner.pointer)),
            )


RULE = Rule(
    name="method-names-collide",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Method names leave out punctuation and the difference of case; where two operationIds give the same, one gets "
    "a name that nobody chose.",
    bad="""
paths:
  /runs:
    get: {operationId: listRuns, tags: [runs], responses: {"200": {description: The runs.}}}
  /runs/all:
    get: {operationId: list_runs, tags: [runs], responses: {"200": {description: All runs.}}}
""",
    good="""
paths:
  /runs:
    get: {operationId: listRuns, tags: [runs], responses: {"200": {description: The runs.}}}
  /runs/all:
    get: {operationId: listAllRuns, tags: [runs], responses: {"200": {description: All runs.}}}
""",
)
