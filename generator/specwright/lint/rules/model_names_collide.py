"""No two component schemas become classes of one name."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(components: Node, survey: Survey) -> Iterator[Finding]:
    """Ask the name planner which class got a number because another had its name."""
    schemas = components.part("schemas")
    classes = survey.planned.classes
    owners = {name: key for key, name in classes.items()}
    for key, name in classes.items():
        plain = survey.planned.class_name(key)
        if name != plain and plain in owners:
            yield Finding(
                message=f'the class {plain} is taken by "{owners[plain]}", so this one becomes {name}',
                at=schemas.part(key),
                key=True,
                other=(f"the schema that becomes {plain}", schemas.part(owners[plain])),
            )


RULE = Rule(
    name="model-names-collide",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.COMPONENTS,),
    check=check,
    why="Class names leave out punctuation and the difference of case; where two are the same, one gets a number that "
    "says nothing, and which one it is depends on the order.",
    bad="""
components:
  schemas: {run-file: {type: object}, run_file: {type: object}}
""",
    good="""
components:
  schemas: {run-file: {type: object}, run_folder: {type: object}}
""",
)
