"""A method is called what its operationId says."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Ask the name planner which operationIds don't survive, other than by their case."""
    for method in survey.planned.methods:
        operation = survey.at(method.pointer)
        name = operation.text("operationId")
        if name is not None and method.wanted is not None and not _survives(name, method.wanted):
            yield Finding(message=f'"{name}" becomes the method {method.name}', at=operation.part("operationId"))


def _survives(name: str, wanted: str) -> bool:
    return "".join(filter(str.isalnum, name)).casefold() == wanted.replace("_", "").casefold() and wanted[-1] != "_"


RULE = Rule(
    name="method-name-changes",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Who reads the API's documentation looks for a method of that name; one that is not a name in Python is changed.",
    bad="""
paths:
  /runs:
    delete: {operationId: del, responses: {"204": {description: They are gone.}}}
""",
    good="""
paths:
  /runs:
    delete: {operationId: deleteRuns, responses: {"204": {description: They are gone.}}}
""",
)
