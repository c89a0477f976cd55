"""No two components differ in the case of their names only."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(components: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare the names of each section without case."""
    for section in components.value:
        first: dict[str, str] = {}
        for name in components.mapping(section):
            earlier = first.setdefault(name.casefold(), name)
            if earlier != name:
                yield Finding(
                    message=f'"{name}" and "{earlier}" differ in case only',
                    at=components.part(section, name),
                    key=True,
                    other=("the other component", components.part(section, earlier)),
                )


RULE = Rule(
    name="component-name-unique",
    severity=Severity.WARNING,
    preset=Preset.STRICT,
    kinds=(Kind.COMPONENTS,),
    check=check,
    why="A reference to one is easily written as the other, and files of these names are one on Windows and macOS.",
    bad="""
components:
  schemas: {Run: {type: string}, run: {type: integer}}
""",
    good="""
components:
  schemas: {Run: {type: string}, RunNumber: {type: integer}}
""",
)
