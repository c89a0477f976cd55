"""The names of properties are in one case."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Look for snake_case and camelCase in one object."""
    names = list(schema.mapping("properties"))
    snake = [name for name in names if "_" in name.strip("_") and name == name.lower()]
    camel = [name for name in names if name[:1].islower() and name.isalnum() and name != name.lower()]
    if snake and camel:
        odd, usual = (snake[0], camel[0]) if len(snake) < len(camel) else (camel[0], snake[0])
        yield Finding(
            message=f'"{odd}" is written in another case than "{usual}"',
            at=schema.part("properties", odd),
            key=True,
            other=("the usual case", schema.part("properties", usual)),
        )


RULE = Rule(
    name="property-case-mixed",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"properties"}),
    check=check,
    why="Generated fields take their aliases from the usual case; each exception needs an alias and has to be remembered.",
    bad="""
components:
  schemas:
    Run: {type: object, properties: {createdAt: {type: string}, created_by: {type: string}}}
""",
    good="""
components:
  schemas:
    Run: {type: object, properties: {createdAt: {type: string}, createdBy: {type: string}}}
""",
)
