"""Each tag is declared once."""

from collections.abc import Iterator

from specwright.lint.fixes.changes import Remove
from specwright.lint.rule import Finding, Kind, Node, Preset, Repair, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Compare the names of the declared tags."""
    first: dict[str, Node] = {}
    for tag in survey.of(Kind.TAG):
        name = tag.text("name")
        if name is None:
            continue
        if name in first:
            same = tag.value == first[name].above.value
            remove = Repair(description="remove the second", changes=(Remove(at=survey.origin(tag)),))
            yield Finding(
                message=f'the tag "{name}" is declared twice',
                repair=remove if same else None,
                at=tag.part("name"),
                other=("first declared", first[name]),
            )
        first.setdefault(name, tag.part("name"))


RULE = Rule(
    name="openapi-tags-uniqueness",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Tag names must be unique (OpenAPI section 4.8.1); of two descriptions of one tag, a tool shows only one.",
    bad="""
tags:
  - {name: runs, description: Runs of a flow.}
  - {name: runs, description: Runs of a flow.}
""",
    good="""
tags:
  - {name: runs, description: Runs of a flow.}
  - {name: flows, description: Flows.}
""",
    fix="safe",
)
