"""The values of an enum have the type of their schema."""

import json
import re
from collections.abc import Iterator
from typing import Any

from specwright.lint.fixes.changes import Replace
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, survey: Survey) -> Iterator[Finding]:
    """Compare each value with the declared type or types."""
    declared = schema.value.get("type")
    types = [declared] if isinstance(declared, str) else declared
    if not isinstance(types, list):
        return
    for index, value in enumerate(schema.items("enum")):
        if not any(_is_a(value, name) for name in types):
            at = schema.part("enum", index)
            yield Finding(
                message=f"the enum value {value!r} is not of type {' or '.join(map(str, types))}",
                at=at,
                repair=_of_type(at, types, survey),
            )


def _of_type(at: Node, types: list[Any], survey: Survey) -> Repair | None:
    """Quotes for what should be a string, and none for what should be a whole number."""
    value: str | int
    if "string" in types and type(at.value) is int:
        value = str(at.value)
    elif "integer" in types and isinstance(at.value, str) and re.fullmatch(r"-?(?:0|[1-9]\d{0,17})", at.value):
        value = int(at.value)
    else:
        return None
    return Repair(description=f"write {json.dumps(value)}", changes=(Replace(at=survey.origin(at), value=value),))


def _is_a(value: Any, name: Any) -> bool:
    if isinstance(value, bool):
        return bool(name == "boolean")
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES.get(str(name), ()))


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}

RULE = Rule(
    name="typed-enum",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"enum"}),
    check=check,
    why="A value of another type than the schema's is never valid, so it can be neither sent nor received.",
    bad="""
components:
  schemas:
    Priority: {type: string, enum: [low, high, 3]}
""",
    good="""
components:
  schemas:
    Priority: {type: string, enum: [low, high, "3"]}
""",
    fix="unsafe",
)
