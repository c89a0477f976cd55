"""No two paths can mean the same request."""

from collections.abc import Iterator
from itertools import combinations

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey

__all__ = ["RULE"]


def check(top: Node, _survey: Survey) -> Iterator[Finding]:
    """Compare paths of the same length in which each has a fixed segment where the other has a placeholder."""
    paths = top.part("paths")
    by_length: dict[tuple[int, str], list[tuple[str, list[str]]]] = {}
    for path in top.mapping("paths"):
        if "{" in path:
            segments = path.split("/")[1:]
            # Paths that begin with different fixed segments are never compared: that would take time.
            for key in [segments[0]] if "{" not in segments[0] else ["{"]:
                by_length.setdefault((len(segments), key), []).append((path, segments))
    for group in by_length.values():
        for (first, one), (second, other) in combinations(group, 2):
            if _ambiguous(one, other):
                yield Finding(
                    message=f'a request can match both "{first}" and "{second}"',
                    at=paths.part(second),
                    key=True,
                    other=("the other path", paths.part(first)),
                )


def _ambiguous(one: list[str], other: list[str]) -> bool:
    mine_is_fixed = theirs_is_fixed = False
    for mine, theirs in zip(one, other, strict=True):
        mine_varies, theirs_varies = "{" in mine, "{" in theirs
        if not mine_varies and not theirs_varies and mine != theirs:
            return False
        if (mine_varies and not mine.startswith("{")) or (theirs_varies and not theirs.startswith("{")):
            return False
        mine_is_fixed = mine_is_fixed or (theirs_varies and not mine_varies)
        theirs_is_fixed = theirs_is_fixed or (mine_varies and not theirs_varies)
    return mine_is_fixed and theirs_is_fixed


RULE = Rule(
    name="no-ambiguous-paths",
    severity=Severity.WARNING,
    preset=Preset.RECOMMENDED,
    kinds=(Kind.DOCUMENT,),
    check=check,
    why="Where neither path is more specific, servers choose one by chance (OpenAPI section 4.8.1, path templating).",
    bad="""
paths:
  /{entity}/me: {}
  /{entity}/{id}/x: {}
  /runs/{id}/files: {}
  /runs/mine/{kind}: {}
""",
    good="""
paths:
  /runs/{id}: {}
  /runs/mine: {}
""",
)
