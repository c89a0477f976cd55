"""`allOf`: inheritance where one named record is extended, a merge of everything otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from specwright.ingest.document import Node, join, split
from specwright.lower import findings
from specwright.lower.algebra import impossible, lineage
from specwright.lower.api import Model, ModelId, Record, Rule, TypeRef
from specwright.lower.enums import enumerated
from specwright.lower.objects import Shape, record
from specwright.lower.tree import MARKS, constrains, listed, mapping, number, text
from specwright.lower.unchecked import leave_unchecked, report_unchecked
from specwright.lower.unions import is_constraint, union_of

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["combined", "compose", "distributed", "union_keyword"]

_OBJECT = frozenset({
    "additionalProperties", "dependentRequired", "maxProperties", "minProperties", "patternProperties", "properties",
    "propertyNames", "required", "unevaluatedProperties",
})  # fmt: skip
_UNIONS = frozenset({"anyOf", "not", "oneOf"})
_TELLING = _OBJECT | {"$ref", "allOf", "anyOf", "const", "enum", "items", "oneOf", "prefixItems", "type"}
"""Keywords of a schema that need no `type` beside them."""
_LONGEST_LINEAGE = 20
_LISTS = ("allOf", "anyOf", "oneOf")
_LONGEST_TOLD = 40
_MOST_TOLD = 4


class Part(Struct, frozen=True, kw_only=True):
    """A schema that an `allOf` is made of, and where it stands."""

    node: Mapping[str, Any]
    pointer: str


def compose(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    """The type of a schema with `allOf`."""
    parts = list(_parts(node, pointer))
    if not parts:
        return schemas.type_at({}, f"{pointer}/allOf")
    if len(parts) == 1 and parts[0].pointer != pointer and not _is_inline_object(parts[0].node):
        return schemas.type_at(parts[0].node, parts[0].pointer)
    if (extended := _extended(schemas, parts, node, pointer)) is not None:
        return extended
    return _all_of(schemas, parts, node, pointer)


def combined(schemas: Schemas, options: Sequence[tuple[Node, str]], pointer: str) -> TypeRef:
    """The type of a property that several parts of an `allOf` describe, each in a schema of its own."""
    parts = [Part(node=node, pointer=at) for node, at in options if node.keys() - MARKS - {"type"}]
    if len(parts) < 2:
        node, at = options[-1] if not parts else (parts[0].node, parts[0].pointer)
        type_ = schemas.of(mapping(node), at) if at == pointer else schemas.type_at(node, at)
        said = [Part(node=node, pointer=at) for node, at in (schemas.tree.follow(*option) for option in options)]
        return _unless_in_conflict(schemas, type_, said, pointer)
    node, _ = schemas.tree.follow(*options[-1])
    schemas.tree.stand_in(pointer, node)
    return _all_of(schemas, parts, {key: text(node.get(key)) for key in ("title", "description")}, pointer)


def _all_of(schemas: Schemas, parts: list[Part], node: Mapping[str, Any], pointer: str) -> TypeRef:
    leaves = list(_leaves(schemas, parts, pointer))
    unions = [leaf for leaf in leaves if union_keyword(leaf.node)]
    plain = [leaf for leaf in leaves if not union_keyword(leaf.node)]
    if unions:
        own = _without_union(unions[0])
        beside = [*plain, *([own] if constrains(own.node) else []), *unions[1:]]
        return _spread(schemas, node, pointer, beside, unions[0])
    return _merged(schemas, node, pointer, plain)


def _without_union(part: Part) -> Part:
    """What a schema says beside its union."""
    union = (union_keyword(part.node), "discriminator")
    return Part(node={key: value for key, value in part.node.items() if key not in union}, pointer=part.pointer)


def distributed(schemas: Schemas, node: Mapping[str, Any], pointer: str, keyword: str) -> TypeRef:
    """The type of a schema with properties beside a union: they belong to every branch of it."""
    union = {key: node[key] for key in (keyword, "discriminator") if key in node}
    own = _without_union(Part(node=node, pointer=pointer))
    return _spread(schemas, node, pointer, [own], Part(node=union, pointer=pointer))


def _spread(schemas: Schemas, node: Mapping[str, Any], pointer: str, beside: Sequence[Part], union: Part) -> TypeRef:
    """The union of the branches, each merged with the parts that stand beside the union."""
    keyword = union_keyword(union.node)
    _report_unspread(schemas, beside)
    variants = [
        _variant(schemas, branch, join(pointer, keyword, index), beside)
        if _is_narrowed(schemas, branch, beside)
        else schemas.type_at(branch, join(union.pointer, keyword, index))
        for index, branch in enumerate(listed(union.node[keyword]))
    ]
    return union_of(schemas, variants, {**union.node, **node}, pointer)


def _report_unspread(schemas: Schemas, parts: Sequence[Part]) -> None:
    """Report the unions beside another one, whose branches alone become types."""
    for part in parts:
        if keyword := union_keyword(part.node):
            leave_unchecked(schemas, keyword, part.pointer)


def _is_narrowed(schemas: Schemas, branch: Node, beside: Sequence[Part]) -> bool:
    """Whether what stands beside a union says more than a branch: properties, bounds, or the type if the branch has none.

    Else the branch keeps its name. Nothing is to be narrowed where nothing is allowed.
    """
    if any(mapping(part.node.get("properties")) for part in beside):
        return True
    keywords = {key for part in beside for key in part.node if not key.startswith("x-")} - MARKS - _OBJECT - _UNIONS
    node, _ = schemas.tree.follow(branch, "")
    return branch is not False and bool(keywords if not node.keys() & _TELLING else keywords - {"type"})


def _variant(schemas: Schemas, branch: Node, pointer: str, beside: Sequence[Part]) -> TypeRef:
    target, at = schemas.tree.follow(branch, pointer)
    schemas.tree.stand_in(pointer, target)
    leaves = list(_leaves(schemas, [Part(node=target, pointer=at)], pointer))
    said = {key: text(target.get(key)) for key in ("title", "description")}
    return _merged(schemas, said, pointer, [*beside, *leaves])


def _parts(node: Mapping[str, Any], pointer: str) -> Iterator[Part]:
    """The elements of `allOf`, then the schema's own keywords, where they constrain anything."""
    for index, element in enumerate(listed(node.get("allOf"))):
        if constrains(element):
            yield Part(node=element, pointer=join(pointer, "allOf", index))
    own = {key: value for key, value in node.items() if key != "allOf"}
    if constrains(own) and set(own) - MARKS - {"type"}:
        yield Part(node=own, pointer=pointer)


def _extended(schemas: Schemas, parts: list[Part], node: Mapping[str, Any], pointer: str) -> TypeRef | None:
    """A record that inherits: exactly one part names a record, the others only add properties that are new."""
    named = [part for part in parts if "$ref" in part.node]
    rest = [part for part in parts if "$ref" not in part.node]
    if len(named) != 1 or not all(_only_object(part.node) for part in rest):
        return None
    base = _base(schemas, named[0])
    if base is None:
        return None
    shape = _shape(schemas, rest)
    inherited = _inherited(schemas, base)
    if shape.required - shape.names() or inherited & shape.names() or shape.extras or shape.patterns or shape.closed:
        return None
    extended = record(schemas, shape, node, pointer, base)
    ancestors = [*lineage(schemas.models, base)]
    if len(ancestors) < _LONGEST_LINEAGE:
        return extended
    return schemas.add(_flat(schemas.models[ModelId(pointer)], ancestors))


def _flat(heir: Model, ancestors: Sequence[Record]) -> Model:
    """A record that declares what it would inherit: Python can't import classes that inherit from each other endlessly."""
    if not isinstance(heir, Record):
        return heir
    family = [*reversed(ancestors), heir]
    return replace(
        heir,
        base=None,
        fields=tuple(field for each in family for field in each.fields),
        extra=next((each.extra for each in ancestors if each.extra is not None), None),
        extra_key=next((each.extra_key for each in ancestors if each.extra_key is not None), None),
        patterns=tuple(pattern for each in family for pattern in each.patterns),
        rules=tuple(dict.fromkeys(rule for each in family for rule in each.rules)),
    )


def _base(schemas: Schemas, part: Part) -> Record | None:
    target = schemas.tree.target(part.node)
    if target is None or len(part.node.keys() - MARKS) > 1:
        return None
    model = schemas.model(schemas.reference(target)) if not schemas.is_open(target) else None
    return model if isinstance(model, Record) and not model.closed else None


def _inherited(schemas: Schemas, base: Record) -> set[str]:
    return {known.wire_name for record in lineage(schemas.models, base) for known in record.fields}


def _is_inline_object(node: Mapping[str, Any]) -> bool:
    return "$ref" not in node and bool(mapping(node.get("properties")))


def _only_object(node: Mapping[str, Any]) -> bool:
    """Whether a schema does nothing but describe properties."""
    if node.get("type", "object") != "object":
        return False
    known = _OBJECT | MARKS | {"type"}
    return all(key in known or key.startswith("x-") or _idle(key, node) for key in node)


def _idle(key: str, node: Mapping[str, Any]) -> bool:
    """A union whose branches only restrict what is there already."""
    return key in ("oneOf", "anyOf", "not") and all(is_constraint(branch) for branch in listed(node[key]))


class _Around(Struct, frozen=True):
    """The schemas around a part, from the nearest outwards."""

    at: str
    outer: _Around | None

    def holds(self, pointer: str) -> bool:
        """Whether a schema is among them."""
        around: _Around | None = self
        while around is not None and around.at != pointer:
            around = around.outer
        return around is not None


def _leaves(schemas: Schemas, parts: Sequence[Part], pointer: str) -> Iterator[Part]:
    """The parts with every `$ref` and nested `allOf` opened, each schema once, however deep they are."""
    opened: set[str] = set()
    waiting = [(part, _Around(pointer, None)) for part in reversed(parts)]
    while waiting:
        part, around = waiting.pop()
        node, at = schemas.tree.follow(part.node, part.pointer)
        if "$ref" in part.node:
            if at in opened or at == pointer:
                if around.holds(at):
                    _report_cycle(schemas, part)
                continue
            opened.add(at)
            own = {key: value for key, value in part.node.items() if key != "$ref"}
            if constrains(own):
                yield Part(node=own, pointer=part.pointer)
        if listed(node.get("allOf")):
            waiting += [(inner, _Around(at, around)) for inner in reversed(list(_parts(node, at)))]
        else:
            yield Part(node=enumerated(node), pointer=at)


def _report_cycle(schemas: Schemas, part: Part) -> None:
    message = f"allOf includes {text(part.node.get('$ref'))} in itself; this part is left out"
    schemas.sink.report(
        findings.ALLOF_CYCLE, message, span=schemas.tree.document.span(part.pointer), pointer=part.pointer
    )


def union_keyword(node: Mapping[str, Any]) -> str:
    """`oneOf` or `anyOf`, where the schema has one that is more than a restriction of what stands beside it."""
    for keyword in ("oneOf", "anyOf"):
        branches = listed(node.get(keyword))
        if branches and not all(is_constraint(branch) for branch in branches):
            return keyword
    return ""


def _merged(schemas: Schemas, node: Mapping[str, Any], pointer: str, leaves: list[Part]) -> TypeRef:
    """One schema that says what all leaves say; a record where any of them has properties."""
    nodes = [leaf.node for leaf in leaves]
    if not _is_object(nodes):
        return _unless_in_conflict(schemas, schemas.of(_keywords(nodes), pointer), leaves, pointer)
    shape = _shape(schemas, leaves)
    shape.closed = shape.closed and _is_declared(shape, nodes)
    objects = [Part(node={"type": "object"}, pointer=leaf.pointer) for leaf in leaves if leaf.node.get("properties")]
    if _are_in_conflict(schemas, [*leaves, *objects[:1]], pointer):
        shape.rules.append(Rule(kind="contradiction"))
    return record(schemas, shape, _with_description(node, leaves), pointer)


def _is_declared(shape: Shape, nodes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a shape knows all properties that its parts know of; who forbids others means others than all of these."""
    blind = any(node.get("additionalProperties") is False for node in nodes)  # to what a condition adds
    telling = frozenset() if blind else frozenset({"dependentSchemas", "if"})
    conditional = any(union_keyword(node) or node.keys() & telling for node in nodes)
    return not (shape.extras or shape.patterns or conditional)


def _is_object(nodes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether any of several schemas has properties, and no other leaves only types that have none: `[object, "null"]` and
    `"null"` are null."""
    describing = [node for node in nodes if mapping(node.get("properties"))]
    common = _common_types([node["type"] for node in nodes if "type" in node] or ["object"])
    return bool(describing) and (
        not common or "object" in common or not all("object" in _types(node.get("type")) for node in describing)
    )


def _types(said: Node) -> list[Any]:
    return [said] if isinstance(said, str) else listed(said)


def _shape(schemas: Schemas, parts: Sequence[Part]) -> Shape:
    shape = Shape()
    for part in parts:
        report_unchecked(schemas, part.node, part.pointer, as_record=True)
        shape.add(part.node, part.pointer)
    return shape


def _keywords(nodes: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The keywords of several schemas in one: what all allow, where that can be said, or else what the last says."""
    keywords = {key: value for node in nodes for key, value in node.items() if key not in MARKS and key != "allOf"}
    if required := [name for node in nodes for name in listed(node.get("required"))]:
        keywords["required"] = required
    for keyword, value in keywords.items():
        said = [node[keyword] for node in nodes if keyword in node]
        if len(said) > 1:
            keywords[keyword] = _agreed(keyword, said) if keyword != "required" else value
    return keywords


def _agreed(keyword: str, said: list[Node]) -> Node:
    """What several schemas say by one keyword, taken together."""
    numbers = [value for value in map(number, said) if value is not None]
    if keyword in _COMMON:
        return _COMMON[keyword](said) or said[-1]
    if numbers and keyword.startswith(("min", "exclusiveMin")):
        return max(numbers)
    if numbers and keyword.startswith(("max", "exclusiveMax")):
        return min(numbers)
    if keyword == "pattern":
        return _all_patterns(list(dict.fromkeys(map(text, said))))
    if keyword == "multipleOf" and all(isinstance(each, int) and each > 0 for each in said):
        return lcm(*said)
    if keyword in ("items", "additionalProperties") and all(isinstance(each, dict) for each in said):
        return {"allOf": said} if any(each != said[0] for each in said) else said[0]
    return any(said) if keyword == "uniqueItems" else said[-1]


def _all_patterns(patterns: list[str]) -> str:
    """A pattern that matches where all do, which need not be at the same place."""
    return patterns[0] if len(patterns) == 1 else "^" + "".join(rf"(?=[\s\S]*?(?:{each}))" for each in patterns)


def _common_types(said: list[Node]) -> list[str]:
    """The types that all allow; an integer is a number."""
    allowed = [_types(each) for each in said]
    wide = [{*types, "integer"} if "number" in types else {*types} for types in allowed]
    common = [kind for kind in (*allowed[-1], "integer") if all(kind in types for types in wide)]
    return list(dict.fromkeys(kind for kind in common if kind != "integer" or "number" not in common))


def _common_values(said: list[Node]) -> list[Node]:
    first, *others = map(listed, said)
    return [value for value in first if all(value in other for other in others)]


_COMMON: dict[str, Callable[[list[Node]], list[Any]]] = {"type": _common_types, "enum": _common_values}


def _unless_in_conflict(schemas: Schemas, type_: TypeRef, parts: Sequence[Part], pointer: str) -> TypeRef:
    return impossible(type_) if _are_in_conflict(schemas, parts, pointer) else type_


def _are_in_conflict(schemas: Schemas, parts: Sequence[Part], pointer: str) -> bool:
    """Whether there is no type, or no listed value, that all schemas allow; reported if so."""
    for keyword, common in _COMMON.items():
        saying = [part for part in parts if keyword in part.node]
        if len(saying) > 1 and not common([part.node[keyword] for part in saying]):
            schemas.report(findings.ALLOF_CONFLICT, _conflict(saying, keyword, pointer), pointer)
            return True
    return False


def _conflict(saying: Sequence[Part], keyword: str, pointer: str) -> str:
    """What is in conflict, and which part says what."""
    *_, table, name = ["", *split(pointer)]
    subject = f"`{name}`: " if table == "properties" else ""
    said = dict.fromkeys(f"{_part(part.pointer, pointer)}: {_shown(part.node[keyword])}" for part in saying)
    kind = "value" if keyword == "enum" else "type"
    told = "; ".join(list(said)[:_MOST_TOLD])
    return f"{subject}no {kind} is allowed by all parts of this ({told}), and a strict model refuses every value"


def _part(pointer: str, at: str) -> str:
    """What a part is called: by the component it is in, or its place."""
    steps, own = split(pointer), split(at)
    if steps[:2] == ["components", "schemas"] and steps[:3] != own[:3]:
        return f"`{steps[2]}`"
    places = [f"{step}/{index}" for step, index in pairwise(steps) if step in _LISTS and index.isdigit()]
    return places[-1] if places else "the schema"


def _shown(said: Node) -> str:
    words = said if isinstance(said, list) else [said]
    told = " or ".join(word if isinstance(word, str) else json.dumps(word) for word in words) or "nothing"
    return told if len(told) <= _LONGEST_TOLD else told[: _LONGEST_TOLD - 3] + "..."


def _with_description(node: Mapping[str, Any], leaves: list[Part]) -> Mapping[str, Any]:
    if text(node.get("description")) or text(node.get("title")) or len(leaves) != 1:
        return node
    return {**node, "description": text(leaves[0].node.get("description"))}
