"""The parent of a tag is a declared tag, and no tag is its own ancestor."""

from collections.abc import Iterator

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(_top: Node, survey: Survey) -> Iterator[Finding]:
    """Look each parent up, then follow the parents of each tag until they end."""
    parents = {str(tag.text("name")): tag.text("parent") for tag in survey.of(Kind.TAG)}
    for tag in survey.of(Kind.TAG):
        name, parent = tag.text("name"), tag.text("parent")
        if parent is None:
            continue
        if parent not in parents:
            yield Finding(message=f'the parent tag "{parent}" is not declared', at=tag.part("parent"))
        elif _comes_back(str(name), parents):
            yield Finding(message=f'the tag "{name}" is its own ancestor', at=tag.part("parent"))


def _comes_back(name: str, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents.get(name)
    while above is not None and above != name and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == name


RULE = Rule(
    name="spec-no-invalid-tag-parents",
    severity=Severity.ERROR,
    preset=Preset.MINIMAL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="A tool that shows tags as a tree drops what hangs below an undeclared tag, or never ends on a circle.",
    bad="""
openapi: 3.2.0
tags:
  - {name: runs, parent: flow}
  - {name: flows}
""",
    good="""
openapi: 3.2.0
tags:
  - {name: runs, parent: flows}
  - {name: flows}
""",
)
