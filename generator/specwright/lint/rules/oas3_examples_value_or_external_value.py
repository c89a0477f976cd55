"""An example has either a value or an external value."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_VALUES = ("value", "externalValue", "dataValue", "serializedValue")


def check(example: Node, _survey: Survey) -> Iterator[Finding]:
    """Count the fields that give the value."""
    given = [field for field in _VALUES if field in example.value]
    if not given:
        yield Finding(message="the example has no value", at=example, key=True)
    elif "value" in given and "externalValue" in given:
        yield Finding(message="the example has both a value and an externalValue", at=example.part("externalValue"))


RULE = Rule(
    name="oas3-examples-value-or-externalValue",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.EXAMPLE,),
    check=check,
    why="An example without a value shows nothing, and of two values nobody knows which one counts.",
    bad="""
components:
  examples:
    run: {summary: A run}
""",
    good="""
components:
  examples:
    run: {summary: A run, value: {id: r1}}
""",
)
