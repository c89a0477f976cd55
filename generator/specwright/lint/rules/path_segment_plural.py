"""A segment before a placeholder is a plural."""

from collections.abc import Iterator
from itertools import pairwise

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Look at each fixed segment that a placeholder follows."""
    for path in top.mapping("paths"):
        segments = str(path).split("/")
        for collection, item in pairwise(segments):
            if item.startswith("{") and collection.isalpha() and not collection.endswith(("s", "data", "people")):
                yield Finding(
                    message=f'"{collection}" names a collection, but is not a plural',
                    at=top.part("paths", path),
                    key=True,
                )


RULE = Rule(
    name="path-segment-plural",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="`/runs/{id}` reads as one of the runs; a mixture of singulars and plurals has to be looked up every time.",
    bad="""
paths:
  /run/{id}: {}
""",
    good="""
paths:
  /runs/{id}: {}
""",
)
