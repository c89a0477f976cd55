"""No two paths can mean the same request."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from specwright.lint.rule import Finding, Kind, Node, Preset, Rule, Severity, Survey
from specwright.lint.types import types

__all__ = ["RULE"]


def check(top: Node, survey: Survey) -> Iterator[Finding]:
    """Compare paths of the same length in which each has a fixed segment where the other has a placeholder.

    A placeholder that is a number is no word, and one with an enum is one of its values.
    """
    paths = top.part("paths")
    by_length: dict[tuple[int, str], list[tuple[str, list[str]]]] = {}
    for path in top.mapping("paths"):
        if "{" in path:
            segments = path.split("/")[1:]
            # Paths that begin with different fixed segments are never compared: that would take time.
            for key in [segments[0]] if "{" not in segments[0] else ["{"]:
                by_length.setdefault((len(segments), key), []).append((path, segments))
    operations: dict[object, list[Node]] = defaultdict(list)
    for route in survey.routes:
        operations[route.path.step].append(route.operation)
    for group in by_length.values():
        for (first, one), (second, other) in combinations(group, 2):
            if (
                _ambiguous(one, other)
                and _fits(one, second, survey, operations)
                and _fits(other, first, survey, operations)
            ):
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


def _fits(fixed: list[str], path: str, survey: Survey, operations: Mapping[object, list[Node]]) -> bool:
    """Whether the parameters of a path can be what another path has in their places."""
    parameters = [
        parameter
        for operation in operations.get(path, ())
        for parameter in survey.parameters(operation)
        if parameter.value.get("in") == "path"
    ]
    for segment, text in zip(path.split("/")[1:], fixed, strict=True):
        if "{" in segment and "{" not in text:
            schemas = [survey.follow(one.part("schema")) for one in parameters if f"{{{one.text('name')}}}" == segment]
            if schemas and not any(_holds(schema, text) for schema in schemas):
                return False
    return True


def _holds(schema: Node | None, text: str) -> bool:
    """Whether a schema may take a text."""
    if schema is None or not isinstance(schema.value, dict):
        return True
    named, values = types(schema), schema.items("enum")
    if values:
        return any(str(value) == text for value in values)
    return not named or "string" in named or any(character.isdecimal() for character in text)


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
