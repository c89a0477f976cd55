"""`enum` and `const`: a Literal where Python has one, otherwise the type that the values have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from specwright.ingest.document import Node
from specwright.lower import findings
from specwright.lower.algebra import NONE, described, nullable
from specwright.lower.api import Bounded, Bounds, Enum, ModelId, TypeRef, Values
from specwright.lower.enum_members import members_of
from specwright.lower.scalars import literal_values
from specwright.lower.tree import listed, text

if TYPE_CHECKING:
    from specwright.lower.schemas import Schemas

__all__ = ["enumerated", "listed_values"]

_LONGEST_INLINE = 8
_LONGEST_INLINE_TEXT = 90
_ANNOTATIONS = frozenset({"const", "type", "title", "description", "deprecated", "examples", "$comment"})


def enumerated(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """A union of constants, each with what is said of it, as the `enum` that it stands for; any other schema as it is.

    Source: OpenAPI 3.1.1, Schema Object, "Annotated Enumerations".
    """
    keyword = "oneOf" if "oneOf" in node else "anyOf"
    branches = listed(node.get(keyword))
    if not branches or "enum" in node or not all(map(_is_annotated, branches)):
        return node
    notes = {str(branch["const"]): _note(branch) for branch in branches if "const" in branch}
    rest = {key: value for key, value in node.items() if key != keyword}
    return {"x-enum-descriptions": notes, **rest, "enum": [branch.get("const") for branch in branches]}


def _is_annotated(branch: Node) -> bool:
    """Whether a schema is a constant, or null, with annotations and nothing else."""
    if not isinstance(branch, dict) or (branch.get("const") is None and branch.get("type") != "null"):
        return False
    return all(key in _ANNOTATIONS or key.startswith("x-") for key in branch)


def _note(branch: Mapping[str, Any]) -> str:
    """The title of a constant, unless it is the constant, and its description."""
    title = text(branch.get("title"))
    said = (title if title != str(branch["const"]) else "", text(branch.get("description")))
    return ". ".join(filter(None, said))


def listed_values(schemas: Schemas, node: Mapping[str, Any], pointer: str) -> TypeRef:
    """The type of a schema with `enum` or `const`."""
    kinds = [kind for kind in listed(node.get("type")) if kind != "null"]
    kind = text(kinds[0]) if len(kinds) == 1 else text(node.get("type"))
    raw = [node["const"]] if "const" in node else node["enum"]
    values = literal_values(raw, kind)
    if values is None:
        return _of_any_kind(schemas, raw, node, pointer)
    rest = tuple(value for value in values if value is not None)
    if not rest:
        return NONE if values else schemas.typed({"type": kind or "string"}, pointer)
    return nullable(_literal(schemas, rest, node, pointer), len(rest) < len(values))


def _of_any_kind(schemas: Schemas, values: list[Node], node: Mapping[str, Any], pointer: str) -> TypeRef:
    """Values among which are fractions, arrays or objects: of their type, and looked up when they are read."""
    odd = next((f" ({json.dumps(value):.40})" for value in values if isinstance(value, float | list | dict)), "")
    message = f"this enum has values that no Literal can hold{odd}; it is typed as what they have in common"
    schemas.report(findings.ENUM_WITHOUT_TYPE, message, pointer)
    rest = [value for value in values if value is not None]
    plain = {key: value for key, value in node.items() if key not in ("enum", "const")}
    base = schemas.typed(plain if plain.get("type") else {"type": _kinds(rest)}, pointer)
    texts = tuple(dict.fromkeys(json.dumps(value, sort_keys=True) for value in values))
    return nullable(Bounded(inner=base, bounds=Bounds(listed=texts)), len(rest) < len(values))


def _kinds(values: Iterable[Node]) -> list[str]:
    """The types of JSON values, a number being whole only if all are."""
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    found = list(dict.fromkeys(kinds[type(value)] for value in values))
    return [kind for kind in found if kind != "integer" or "number" not in found]


def _literal(schemas: Schemas, values: tuple[str | int | bool, ...], node: Mapping[str, Any], pointer: str) -> TypeRef:
    same = len({type(value) for value in values}) == 1 and not isinstance(values[0], bool)
    inline = Values(values=values, open=same and "const" not in node)
    long = len(values) > _LONGEST_INLINE or sum(len(repr(v)) + 2 for v in values) > _LONGEST_INLINE_TEXT
    evolvable = node.get("x-evolvable-enum") is True
    members = tuple(members_of(node, values))
    told = any(member.title or member.description for member in members)
    if "const" in node or not (long or evolvable or told or schemas.is_named(pointer)):
        return inline
    description, deprecated = described(node)
    return schemas.add(
        Enum(
            id=ModelId(pointer),
            name="",
            description=description,
            members=members,
            open=inline.open,
            evolvable=evolvable,
            deprecated=deprecated,
        )
    )
