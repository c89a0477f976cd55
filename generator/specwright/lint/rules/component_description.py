"""Every component says what it is for."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(components: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for descriptions of schemas and security schemes, the two that need no text otherwise."""
    for section in ("schemas", "securitySchemes"):
        for name in components.mapping(section):
            component = components.part(section, name)
            if isinstance(component.value, dict) and not {"$ref", "description", "title"} & component.value.keys():
                yield Finding(message=f'the component "{name}" has no description', at=component, key=True)


RULE = Rule(
    name="component-description",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.COMPONENTS,),
    check=check,
    why="The description becomes the documentation of the class, and is all that a reader of the code sees of the API.",
    bad="""
components:
  schemas:
    Run: {type: string}
""",
    good="""
components:
  schemas:
    Run: {type: string, description: Identifies a run.}
""",
)
