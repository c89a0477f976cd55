"""Paths and queries: every kind of expansion that a route can ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from tests.conformance.playing import PLAYS, Calls, Play, not_compiled, not_expressible, scenario

SPEC = "routes"
VALUES: dict[str, Any] = {"primitive": "a", "array": ["a", "b"], "record": {"a": 1, "b": 2}}
WAYS = ("templateOnly", "explicit", "annotationOnly")
EXPANSIONS = {
    "PathParameters_SimpleExpansion": "/routes/path/simple/",
    "PathParameters_PathExpansion": "/routes/path/path/",
    "PathParameters_LabelExpansion": "/routes/path/label/",
    "PathParameters_MatrixExpansion": "/routes/path/matrix/",
    "QueryParameters_QueryExpansion": "/routes/query/query-expansion/",
}


def expanded(path: str, value: Any, calls: Calls) -> None:
    """Send a value in the path or in the query."""
    operation = next(each for each in calls.package.OPERATIONS if each.path.replace("{param}", "") == path)
    is_path = operation.parameters[0].location == "path"
    calls(operation.operation_id, *([value] if is_path else []), **({} if is_path else {"param": value}))


def no_slash(document: Mapping[str, Any], path: str) -> bool:
    """Whether the document says neither by style nor by template that each value begins with a slash."""
    return "style" not in document["paths"][path + "{param}"]["get"]["parameters"][0]


def no_reserved(document: Mapping[str, Any], path: str) -> bool:
    """Whether the document does not say that reserved characters stay as they are."""
    return "allowReserved" not in document["paths"][path]["get"]["parameters"][0]


@scenario(SPEC, "Routes_fixed", "Routes_InInterface")
def fixed(calls: Calls) -> None:
    calls("fixed")
    calls("InInterface_fixed")


for place in ("path", "query"):
    for way, name in zip(WAYS, ("template-only", "explicit", "annotation-only"), strict=True):
        path = f"/routes/{place}/{name}{'/' if place == 'path' else ''}"
        played = partial(expanded, path, "a")
        PLAYS.append(Play(SPEC, f"Routes_{place.capitalize()}Parameters_{way}", played))

for expansion, begin in EXPANSIONS.items():
    for mode in ("standard", "explode"):
        for kind, value in VALUES.items():
            name, path = f"Routes_{expansion}_{mode.capitalize()}_{kind}", f"{begin}{mode}/{kind}"
            if expansion == "PathParameters_PathExpansion":
                reason = "the document has no style for a path whose values begin with a slash"
                not_expressible(SPEC, name, reason, partial(no_slash, path=path))
            else:
                PLAYS.append(Play(SPEC, name, partial(expanded, path, value)))

for mode, star in (("Standard", ""), ("Explode", "*")):
    for kind in VALUES:
        name = f"Routes_QueryParameters_QueryContinuation_{mode}_{kind}"
        not_compiled(SPEC, name, f'"{kind}?fixed=true{{&param{star}}}"')

for way in ("template", "annotation"):
    name, path = f"Routes_PathParameters_ReservedExpansion_{way}", f"/routes/path/reserved-expansion/{way}/{{param}}"
    reason = "the document does not say allowReserved, so a slash is part of the value"
    not_expressible(SPEC, name, reason, partial(no_reserved, path=path))
