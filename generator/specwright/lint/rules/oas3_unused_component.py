"""Every component is used."""

from collections.abc import Iterator
from urllib.parse import unquote

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_SECTIONS = ("schemas", "responses", "parameters", "examples", "requestBodies", "headers", "links", "callbacks")


def check(components: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the components with the targets of all references and discriminator mappings."""
    used = {unquote(str(node.value["$ref"])) for node in survey.of(Kind.REFERENCE)}
    used.update(_mapped(survey))
    for section in (*_SECTIONS, "pathItems"):
        for name in components.mapping(section):
            component = components.part(section, name)
            if not any(target in used for target in (f"#{component.pointer}", name)) and not _reached(component, used):
                yield Finding(message=f'nothing refers to the component "{name}"', at=component, key=True)


def _mapped(survey: Survey) -> Iterator[str]:
    for schema in survey.of(Kind.SCHEMA):
        for target in Node(Kind.PART, schema.value.get("discriminator"), None, "").mapping("mapping").values():
            yield unquote(str(target))


def _reached(component: Node, used: set[str]) -> bool:
    inside = f"#{component.pointer}/"
    return any(target.startswith(inside) for target in used)


RULE = Rule(
    name="oas3-unused-component",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.COMPONENTS,),
    check=check,
    why="A component that nothing refers to is left over, or a reference that should lead to it is misspelt.",
    bad="""
components:
  schemas:
    Run: {type: object}
""",
    good="""
components:
  schemas:
    Run: {type: object}
paths:
  /runs:
    get:
      responses:
        "200":
          description: The run.
          content: {application/json: {schema: {$ref: "#/components/schemas/Run"}}}
""",
)
