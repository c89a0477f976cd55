"""No two parameters of an operation become arguments of one name."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(operation: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the names that the planner gives to parameters."""
    first: dict[str, Node] = {}
    for parameter in survey.parameters(operation):
        name = parameter.text("name")
        if name is None or parameter.value.get("in") == "cookie":
            continue
        argument = survey.planned.argument_name(name)
        earlier = first.setdefault(argument, parameter)
        if _key(earlier) != _key(parameter):
            yield Finding(
                message=f"{_called(parameter)} and {_called(earlier)} are both the argument {argument}, so one is renamed",
                at=parameter.part("name"),
                other=("the other parameter", earlier.part("name")),
            )


def _called(parameter: Node) -> str:
    return f'the {parameter.text("in") or "nameless"} parameter "{parameter.text("name")}"'


def _key(parameter: Node) -> tuple[object, object]:
    return parameter.value.get("name"), parameter.value.get("in")


RULE = Rule(
    name="parameter-names-collide",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.OPERATION,),
    check=check,
    why="A method has one argument of a name; where two parameters want it, one is called after its location.",
    bad="""
paths:
  /runs/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: ID, in: query, schema: {type: string}}
      responses: {"200": {description: The run.}}
""",
    good="""
paths:
  /runs/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: fileId, in: query, schema: {type: string}}
      responses: {"200": {description: The run.}}
""",
)
