"""OpenAPI 3.0 schemas to JSON Schema 2020-12, as the Schema Object of 3.1 is (OpenAPI 3.1, section 4.8.24)."""

from __future__ import annotations

from typing import Any

from specwright.ingest.grammar import schemas
from specwright.ingest.upgrade.moves import Moves

__all__ = ["from_30"]

Schema = dict[str, Any]

_TEXTS = ("title", "description", "externalDocs", "xml")
_ANNOTATIONS = frozenset((*_TEXTS, "default", "example", "examples", "deprecated", "readOnly", "writeOnly"))
_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_NULL = "null"
_RESTRICTIONS = frozenset({"maxProperties", "minProperties", "required"})


def from_30(root: dict[str, Any], moves: Moves) -> None:
    """Upgrade every schema of `root` in place; pointers stay, but for what `moves` is told."""
    for pointer, schema in schemas(root, "nullable", "$ref", "example", *(exclusive for exclusive, _ in _BOUNDS)):
        if len(schema) > 1 or "$ref" not in schema:  # many are nothing but a reference
            _schema(schema, pointer, moves)


def _schema(schema: Schema, pointer: str, moves: Moves) -> None:
    nullable = _taken(schema, "nullable") is True
    if type(schema.get("$ref")) is str:
        _lone(schema)
    for exclusive, inclusive in _BOUNDS:
        if type(schema.get(exclusive)) is bool:
            _bound(schema, exclusive, inclusive, pointer, moves)
    if "example" in schema:
        _examples(schema, pointer, moves)
    if nullable:
        _nullable(schema, pointer, moves)


def _taken(schema: Schema, keyword: str) -> object:
    """The value of a boolean keyword, which is removed; anything else under that name is no such keyword."""
    return schema.pop(keyword) if type(schema.get(keyword)) is bool else None


def _lone(schema: Schema) -> None:
    """Remove what 3.0 ignores beside a `$ref` (3.0.4, section 4.8.23) and 3.1 would apply; descriptions do no harm."""
    for keyword in [key for key in schema if key != "$ref" and not _annotates(key)]:
        del schema[keyword]


def _annotates(keyword: str) -> bool:
    return keyword in _ANNOTATIONS or keyword.startswith("x-")


def _bound(schema: Schema, exclusive: str, inclusive: str, pointer: str, moves: Moves) -> None:
    """A boolean that made another bound exclusive becomes the bound itself."""
    if schema.pop(exclusive) and inclusive in schema:
        schema[exclusive] = schema.pop(inclusive)
        moves.move(f"{pointer}/{exclusive}", f"{pointer}/{inclusive}")


def _examples(schema: Schema, pointer: str, moves: Moves) -> None:
    example = schema.pop("example")
    if "examples" not in schema:
        schema["examples"] = [example]
        moves.move(f"{pointer}/examples", f"{pointer}/example", f"{pointer}/examples/0")


def _nullable(schema: Schema, pointer: str, moves: Moves) -> None:
    """Allow null beside everything else: in `type` and `enum`, as one more alternative, or around the whole."""
    alternatives = [keyword for keyword in ("oneOf", "anyOf") if type(schema.get(keyword)) is list]
    if "$ref" in schema or "allOf" in schema or len(alternatives) > 1:
        _wrap(schema, pointer, moves)
        return
    for keyword in alternatives:
        if not any(map(_takes_null, schema[keyword])):
            schema[keyword].append({"type": _NULL})
    if type(schema.get("type")) is str:
        schema["type"] = [schema["type"], _NULL]
    if type(schema.get("enum")) is list and None not in schema["enum"]:
        schema["enum"].append(None)


def _takes_null(schema: Any) -> bool:
    """Whether an alternative is or may be null, or only restricts objects, which leaves null as it is."""
    if type(schema) is not dict:
        return False
    return schema.get("nullable") is True or schema.get("type") == _NULL or _RESTRICTIONS >= schema.keys() > set()


def _wrap(schema: Schema, pointer: str, moves: Moves) -> None:
    """`anyOf` the schema without its annotations, or null."""
    inner = {key: schema.pop(key) for key in list(schema) if not _annotates(key)}
    schema["anyOf"] = [inner, {"type": _NULL}]
    moves.move(f"{pointer}/anyOf", pointer, f"{pointer}/anyOf/0")
