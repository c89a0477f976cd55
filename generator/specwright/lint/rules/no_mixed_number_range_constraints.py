"""A number has one lower and one upper limit."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Look for an inclusive limit beside an exclusive one; the weaker of the two says nothing."""
    for inclusive, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if not all(_is_number(schema.value.get(word)) for word in (inclusive, exclusive)):
            continue
        stronger = schema.value[exclusive] >= schema.value[inclusive]
        if inclusive == "maximum":
            stronger = schema.value[exclusive] <= schema.value[inclusive]
        weaker = inclusive if stronger else exclusive
        yield Finding(
            message=f'"{inclusive}" and "{exclusive}" both limit the number; "{weaker}" has no effect',
            at=schema.part(weaker),
            key=True,
            repair=Repair(description=f"remove {weaker}", changes=(Remove(at=survey.origin(schema.part(weaker))),)),
        )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


RULE = Rule(
    name="no-mixed-number-range-constraints",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"exclusiveMaximum", "exclusiveMinimum"}),
    check=check,
    why="Of two limits at the same end only the stricter one counts, and a reader has to find out which that is.",
    bad="""
components:
  schemas:
    Size: {type: integer, minimum: 0, exclusiveMinimum: 0}
""",
    good="""
components:
  schemas:
    Size: {type: integer, exclusiveMinimum: 0}
""",
    fix="safe",
)
