"""The operations of a path are in the usual order."""

from collections.abc import Iterator
from itertools import pairwise

from specwright.lint.node import METHODS
from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]

_ORDER = ("get", "head", "query", "post", "put", "patch", "delete", "options", "trace")


def check(item: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare neighbours, and tell the first that is out of order."""
    methods = [field for field in item.value if field in METHODS]
    for before, after in pairwise(methods):
        if _ORDER.index(before) > _ORDER.index(after):
            yield Finding(message=f'"{after}" is usually listed before "{before}"', at=item.part(after), key=True)
            return


RULE = Rule(
    name="path-http-verbs-order",
    severity=Severity.INFO,
    preset=Preset.ALL,
    kinds=(Kind.PATH_ITEM,),
    check=check,
    why="Documentation lists operations as they are written; the same order everywhere helps readers find them.",
    bad="""
paths:
  /runs:
    post: {responses: {"201": {description: Created.}}}
    get: {responses: {"200": {description: The runs.}}}
""",
    good="""
paths:
  /runs:
    get: {responses: {"200": {description: The runs.}}}
    post: {responses: {"201": {description: Created.}}}
""",
)
