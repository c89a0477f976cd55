"""The placeholders of a path and the path parameters of its operations are the same."""

from collections.abc import Iterator
from string import Formatter

from specwright.lint.fixes.changes import Insert, Replace
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey
from specwright.lint.survey import Route

__all__ = ["RULE", "placeholders"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the placeholders of each route with the parameters it declares."""
    for route in survey.routes:
        yield from _missing(route, survey)
        yield from _extra(route, survey)


def placeholders(path: str) -> list[str] | None:
    """The names in braces in a path, in order; `None` where the braces don't pair."""
    try:
        return [name for _, name, _, _ in Formatter().parse(path) if name]
    except ValueError:
        return None


def _missing(route: Route, survey: Survey) -> Iterator[Finding]:
    path = str(route.path.step)
    names = placeholders(path)
    if names is None:
        yield Finding(message=f'the braces of the path "{path}" do not pair', at=route.path, key=True)
    declared = {parameter.text("name") for parameter in _path_parameters(route, survey)}
    for name in dict.fromkeys(names or ()):
        if name not in declared:
            yield Finding(
                message=f'the operation does not declare the path parameter "{name}" of "{path}"',
                at=route.operation,
                key=True,
                other=("the path", route.path),
            )


def _extra(route: Route, survey: Survey) -> Iterator[Finding]:
    path = str(route.path.step)
    names = placeholders(path)
    for parameter in _path_parameters(route, survey):
        name = parameter.text("name")
        if names is not None and name is not None and name not in names:
            yield Finding(
                message=f'the path "{path}" has no placeholder for the path parameter "{name}"',
                at=parameter,
                other=("the path", route.path),
            )
        if parameter.value.get("required") is not True:
            yield Finding(
                message=f'the path parameter "{name}" has to be required',
                at=parameter,
                repair=Repair(description="write required: true", changes=(_required(parameter, survey),)),
            )


def _required(parameter: Node, survey: Survey) -> Insert | Replace:
    if "required" in parameter.value:
        return Replace(at=survey.origin(parameter.part("required")), value=True)
    return Insert(at=survey.origin(parameter), key="required", value=True, before="schema")


def _path_parameters(route: Route, survey: Survey) -> Iterator[Node]:
    return (found for found in survey.parameters(route.operation) if found.text("in") == "path")


RULE = Rule(
    name="path-params",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A placeholder without a parameter can't be filled, and a path parameter without a placeholder is never sent.",
    bad="""
paths:
  /runs/{runId}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses: {"200": {description: The run.}}
""",
    good="""
paths:
  /runs/{runId}:
    get:
      parameters:
        - {name: runId, in: path, required: true, schema: {type: string}}
      responses: {"200": {description: The run.}}
""",
    fix="safe",
)
