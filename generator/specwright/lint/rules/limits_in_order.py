"""No lower limit is above the upper one."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_PAIRS = (
    ("minimum", "maximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
)


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare the pairs of limits."""
    for lower, upper in _PAIRS:
        if _is_number(low := schema.value.get(lower)) and _is_number(high := schema.value.get(upper)) and low > high:
            yield Finding(
                message=f"{lower} {low} is above {upper} {high}, so no value fits",
                at=schema.part(lower),
                other=("the upper limit", schema.part(upper)),
            )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


RULE = Rule(
    name="limits-in-order",
    severity=Severity.ERROR,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"exclusiveMinimum", "minContains", "minItems", "minLength", "minProperties", "minimum"}),
    check=check,
    why="Limits that exclude each other leave no value; a validator refuses everything, and a model can't be made.",
    bad="""
components:
  schemas:
    Size: {type: integer, minimum: 10, maximum: 1}
""",
    good="""
components:
  schemas:
    Size: {type: integer, minimum: 1, maximum: 10}
""",
)
