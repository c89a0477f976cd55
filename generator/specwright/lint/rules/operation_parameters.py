"""A list of parameters names each one once."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(holder: Node, survey: Survey) -> Iterator[Finding]:
    """Compare name and location of the parameters listed at one place."""
    first: dict[tuple[str, str], Node] = {}
    for index in range(len(holder.items("parameters"))):
        listed = holder.part("parameters", index)
        parameter = survey.follow(listed)
        if parameter is None:
            continue
        name, location = parameter.text("name"), parameter.text("in")
        if name is None or location is None:
            continue
        if (name, location) in first:
            same = listed.value == first[name, location].value
            remove = Repair(description="remove the second", changes=(Remove(at=survey.origin(listed)),))
            yield Finding(
                repair=remove if same else None,
                message=f'the {location} parameter "{name}" is listed twice',
                at=listed,
                other=("first listed", first[name, location]),
            )
        first.setdefault((name, location), listed)


RULE = Rule(
    name="operation-parameters",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.PATH_ITEM, Kind.WEBHOOK, Kind.OPERATION, Kind.WEBHOOK_OPERATION),
    check=check,
    why="A parameter is known by its name and location; of two with the same, a tool silently takes one.",
    bad="""
paths:
  /runs:
    get:
      parameters:
        - {name: top, in: query, schema: {type: integer}}
        - {name: top, in: query, schema: {type: integer}}
      responses: {"200": {description: The runs.}}
""",
    good="""
paths:
  /runs:
    get:
      parameters:
        - {name: top, in: query, schema: {type: integer}}
        - {name: top, in: header, schema: {type: string}}
      responses: {"200": {description: The runs.}}
""",
    fix="safe",
)
