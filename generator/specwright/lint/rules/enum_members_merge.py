"""The values of an enum give names that differ."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(schema: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare the values without case and punctuation."""
    first: dict[str, int] = {}
    values = schema.items("enum")
    for index, value in enumerate(values):
        name = _name(value) if isinstance(value, str) else ""
        if name in first and values[first[name]] != value:
            yield Finding(
                message=f"as names, {value!r} and {values[first[name]]!r} are the same, so generators that name members number one",
                at=schema.part("enum", index),
                other=("the other value", schema.part("enum", first[name])),
            )
        if name:
            first.setdefault(name, index)


@lru_cache(maxsize=1 << 14)  # enums repeat each other: currencies, countries, statuses
def _name(value: str) -> str:
    # What begins with a sign (-1, >=) is named after it, so it stays as it is.
    text = unicodedata.normalize("NFKC", value)
    return re.sub(r"[\W_]+", "", text).casefold() if text[:1].isalnum() else text


RULE = Rule(
    name="enum-members-merge",
    severity=Severity.INFO,
    preset=Preset.STRICT,
    kinds=(Kind.SCHEMA,),
    fields=frozenset({"enum"}),
    check=check,
    why="Members of a generated enum are named after their values; where these differ in case or punctuation only, "
    "one gets a number that says nothing.",
    bad="""
components:
  schemas:
    Order: {type: string, enum: [created_at, createdAt]}
""",
    good="""
components:
  schemas:
    Order: {type: string, enum: [created_at, updated_at]}
""",
)
