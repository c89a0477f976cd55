"""A parameter that is a list says how it is written."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import has_type

__all__ = ["RULE"]


def check(parameter: Node, survey: Survey) -> Iterator[Finding]:
    """Look for style and explode where the type is an array."""
    if parameter.value.get("in") != "query" or not isinstance(parameter.value.get("schema"), dict):
        return
    schema = survey.follow(parameter.part("schema"))
    if schema is None or not isinstance(schema.value, dict) or not has_type(schema, "array"):
        return
    missing = [field for field in ("style", "explode") if field not in parameter.value]
    if missing:
        yield Finding(
            message=f"the list leaves {' and '.join(missing)} to the default, which readers rarely know",
            at=parameter,
        )


RULE = Rule(
    name="array-parameter-serialization",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.PARAMETER,),
    check=check,
    why="`a=1&a=2` and `a=1,2` are both usual; the default (OpenAPI section 4.12.2.2) is the one that fewer expect.",
    bad="""
components:
  parameters:
    ids: {name: ids, in: query, schema: {type: array, items: {type: string}}}
""",
    good="""
components:
  parameters:
    ids: {name: ids, in: query, style: form, explode: false, schema: {type: array, items: {type: string}}}
""",
)
