"""Hypothesis strategies for the payloads of a schema, and for payloads that something is wrong with.

Small on purpose: what is made is meant to be valid and mostly is; whoever uses it asks jsonschema. (hypothesis-jsonschema,
which would do better, does not work with present versions of Hypothesis.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from specwright.ingest.document import Node
from specwright.lower.tree import Tree, listed, mapping, number

_DEEP = 5
_LONGEST = 1000
_STRANGE: tuple[Node, ...] = (None, True, 0, -1, 1.5, 10**12, "", "x", "2024-02-30", [], [None], {}, {"x": 1})
_FORMATS = {
    "date": st.dates().map(str),
    "date-time": st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    "time": st.times().map(lambda time: f"{time.isoformat()}Z"),
    "duration": st.sampled_from(["P1D", "PT1H30M", "P1Y2M", "P2W"]),
    "uuid": st.uuids().map(str),
    "byte": st.sampled_from(["", "AAAA", "/+8="]),
    "base64": st.sampled_from(["", "AAAA", "/+8="]),
    "base64url": st.sampled_from(["", "AAAA", "_-8="]),
    "decimal": st.integers(-1000, 1000).map(str),
    "email": st.sampled_from(["a@example.com", "b.c@example.org"]),
    "hostname": st.sampled_from(["example.com", "localhost"]),
    "ipv4": st.ip_addresses(v=4).map(str),
    "ipv6": st.ip_addresses(v=6).map(str),
    "uri": st.sampled_from(["https://example.com/", "https://example.com/a?b=c#d"]),
}
_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")


def payloads(tree: Tree, pointer: str) -> st.SearchStrategy[Node]:
    """Values that the schema at `pointer` should accept."""
    return st.composite(lambda draw: _made(draw, tree, {"$ref": f"#{pointer}"}, 0))()


def damaged(valid: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Values of `valid` with a value replaced, or a member removed or added, somewhere."""
    return st.composite(lambda draw: _damaged(draw, json.loads(json.dumps(draw(valid)))))()


def _made(draw: st.DrawFn, tree: Tree, schema: Node, depth: int) -> Node:
    node, _ = tree.follow(schema, "")
    if "const" in node or listed(node.get("enum")):
        return node["const"] if "const" in node else draw(st.sampled_from(node["enum"]))
    values = [_made(draw, tree, part, depth) for part in _parts(draw, node)]
    own = _of_type(draw, tree, node, depth) if not values or mapping(node.get("properties")) else None
    if own is not None or not values:
        values.append(own)
    if all(isinstance(value, dict) for value in values):
        return {key: member for value in values for key, member in value.items()}
    return values[-1]


def _parts(draw: st.DrawFn, node: Mapping[str, Any]) -> Iterator[Node]:
    """The schemas that a value has to be of, one of each union."""
    yield from listed(node.get("allOf"))
    for keyword in ("oneOf", "anyOf"):
        if branches := listed(node.get(keyword)):
            yield draw(st.sampled_from(branches))


def _of_type(draw: st.DrawFn, tree: Tree, node: Mapping[str, Any], depth: int) -> Node:
    kinds = node.get("type") or _implied(node)
    kind = draw(st.sampled_from(kinds)) if isinstance(kinds, list | tuple) else kinds
    match kind:
        case "object":
            return _object(draw, tree, node, depth)
        case "array":
            return _array(draw, tree, node, depth)
        case "integer" | "number":
            return draw(_numbers(node, whole_only=kind == "integer"))
        case "boolean":
            return draw(st.booleans())
        case "null":
            return None
        case _:
            return draw(_strings(node))


def _length(node: Node) -> int | None:
    return node if isinstance(node, int) and 0 <= node < _LONGEST else None


def _implied(node: Mapping[str, Any]) -> str | tuple[str, ...]:
    if node.keys() & {"properties", "required", "additionalProperties"}:
        return "object"
    return "array" if "items" in node else "string" if "pattern" in node or "format" in node else _TYPES


def _object(draw: st.DrawFn, tree: Tree, node: Mapping[str, Any], depth: int) -> Node:
    required = listed(node.get("required"))
    made = {}
    for name, schema in mapping(node.get("properties")).items():
        if name in required or (depth < _DEEP and draw(st.booleans())):
            made[name] = _made(draw, tree, schema, depth + 1) if depth < 2 * _DEEP else None
    more = node.get("additionalProperties")
    if isinstance(more, dict) and depth < _DEEP:
        for name in draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True)):
            made.setdefault(name, _made(draw, tree, more, depth + 1))
    return made


def _array(draw: st.DrawFn, tree: Tree, node: Mapping[str, Any], depth: int) -> Node:
    prefix = listed(node.get("prefixItems"))
    least = _length(node.get("minItems")) or 0
    most = min(_length(node.get("maxItems")) or least + 2, least + 2)
    length = draw(st.integers(least, max(least, most))) if depth < _DEEP else least
    items = [*prefix, *[node.get("items", {})] * max(0, length - len(prefix))]
    return [_made(draw, tree, item, depth + 1) for item in items] if depth < 2 * _DEEP else []


def _numbers(node: Mapping[str, Any], *, whole_only: bool) -> st.SearchStrategy[Node]:
    low = next((n for key in ("minimum", "exclusiveMinimum") if (n := number(node.get(key))) is not None), -1000)
    high = next((n for key in ("maximum", "exclusiveMaximum") if (n := number(node.get(key))) is not None), low + 10**6)
    integers = st.integers(int(low), max(int(low), int(high)))
    return integers if whole_only else integers | st.floats(float(low), float(max(low, high)), allow_nan=False)


def _strings(node: Mapping[str, Any]) -> st.SearchStrategy[Node]:
    if node.get("format") in _FORMATS:
        return _FORMATS[str(node["format"])]
    least = _length(node.get("minLength")) or 0
    longest = min(_length(node.get("maxLength")) or least + 8, least + 8)
    plain: st.SearchStrategy[Node] = st.text(min_size=least, max_size=max(least, longest))
    if isinstance(pattern := node.get("pattern"), str):
        try:
            matching = st.from_regex(pattern)
            matching.validate()
            return matching
        except Exception:  # noqa: BLE001 - a pattern in another dialect
            return plain
    return plain


def _damaged(draw: st.DrawFn, value: Node) -> Node:
    places = list(_places(value))
    strange = draw(st.sampled_from(_STRANGE))
    if not places:
        return strange
    container, key = draw(st.sampled_from(places))
    if isinstance(container, list) or draw(st.booleans()):
        container[key] = strange
    elif draw(st.booleans()):
        del container[key]
    else:
        container["undeclared"] = strange
    return value


def _places(node: Node) -> Iterator[tuple[Any, Any]]:
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield node, key
        yield from _places(value)
