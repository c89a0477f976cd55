"""Every component is used."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]

_SECTIONS = (
    *("schemas", "responses", "parameters", "examples", "requestBodies"),
    *("headers", "links", "callbacks", "pathItems", "mediaTypes"),
)


def check(components: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the components with what references from elsewhere, extensions too, and discriminators lead to."""
    used = {unquote(target) for target in _targets(survey.top, components)}
    whole = {"/".join(target.split("/")[:4]) for target in used} | used
    for section in _SECTIONS:
        for name in components.mapping(section):
            component = components.part(section, name)
            if f"#{component.pointer}" not in whole and name not in used:
                yield Finding(
                    message=f'nothing refers to the component "{name}"',
                    at=component,
                    key=True,
                    repair=Repair(description="remove it", changes=(Remove(at=survey.origin(component)),)),
                )


def _targets(top: Node, components: Node) -> Iterator[str]:
    yield from _found({field: value for field, value in top.value.items() if field != "components"})
    for section in components.value:
        for name, component in components.mapping(section).items():
            own = f"#{components.part(section, name).pointer}"
            # What refers to itself alone is still not used.
            yield from (target for target in _found(component) if target != own and not target.startswith(f"{own}/"))


def _found(part: Any) -> Iterator[str]:
    pending = [part]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            pending.extend(value.values())
            if isinstance(target := value.get("$ref"), str):
                yield target
            if isinstance(discriminator := value.get("discriminator"), dict):
                yield from Node(Kind.PART, discriminator, None, "").texts("mapping")


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
    fix="unsafe",
)
