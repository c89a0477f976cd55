"""What datamodel-code-generator is given: the classes of an API as an OpenAPI document in which every string is a token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from msgspec import Struct

from specwright.lower.api import (
    DictOf,
    Field,
    ListOf,
    ModelId,
    Nullable,
    Record,
    Ref,
    Scalar,
    TupleOf,
    TypeRef,
    UnionOf,
)
from specwright.render.catalog import Catalog
from specwright.render.styles.native import Native
from specwright.render.styles.style import Style
from specwright.render.styles.walk import within

__all__ = ["Source", "Written"]

_JSON_TYPES: Final = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "none": "null"}


class Written(Struct, frozen=True, kw_only=True):
    """A type that we write; `opaque` when the library of the style must not look into it; `place` names it then."""

    type: TypeRef
    opaque: bool = False
    place: tuple[str, ...] = ()
    uploads: bool = False


@dataclass(slots=True, kw_only=True)
class Source:
    """Builds the document, and remembers what the tokens stand for."""

    catalog: Catalog
    style: Style
    classes: dict[str, Record] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    _written: dict[Written, str] = field(default_factory=dict)
    _tokens: dict[ModelId, str] = field(default_factory=dict)
    _native: Native = field(init=False)
    _place: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        records = [model for model in self.catalog.models.values() if isinstance(model, Record)]
        self.classes = {f"C{number}": record for number, record in enumerate(records)}
        self._tokens = {record.id: token for token, record in self.classes.items()}
        self._native = Native(models=self.catalog.models)

    def document(self) -> dict[str, Any]:
        """The document: nothing but component schemas."""
        schemas = {token: self._record(record) for token, record in self.classes.items()}
        schemas |= {token: {"type": "object"} for token in self.written}
        about = {"title": "C", "version": "1"}
        return {"openapi": "3.1.0", "info": about, "paths": {}, "components": {"schemas": schemas}}

    def _record(self, record: Record) -> dict[str, Any]:
        self._native.uploads = record.id in self.catalog.uploads
        known = {f"f{len(self.fields) + number}": each for number, each in enumerate(record.fields)}
        self.fields |= known
        properties = {token: self._field(record, each) for token, each in known.items()}
        required = [token for token, each in known.items() if each.required and not each.read_only]
        own = {"type": "object", "properties": properties, "required": required}
        return own if record.base is None else {"allOf": [self._reference(record.base), own]}

    def _field(self, record: Record, known: Field) -> dict[str, Any]:
        self._place = (record.name, known.name)
        if self.style == "dataclass" and self.catalog.admits_null(known.type):
            kind = known.type if isinstance(known.type, Nullable) else Nullable(inner=known.type)
            return self._token(kind)  # there null has to be told from absence
        return self._schema(known.type)

    def _schema(self, type_: TypeRef) -> dict[str, Any]:
        """A type as a schema, as far as its structure is concerned."""
        match type_:
            case Ref(model=id) if id in self._tokens:
                return self._reference(id)
            case Scalar(kind="any"):
                return {}
            case Scalar(kind="str" | "int" | "float" | "bool" | "none" as kind):
                return {"type": _JSON_TYPES[kind]}
            case ListOf(item=item) if not type_.unique or self.style == "msgspec":
                return {"type": "array", "items": self._schema(item)}
            case DictOf(key=Scalar(kind="str"), value=value, patterns=()):
                return {"type": "object", "additionalProperties": self._schema(value)}
            case Nullable(inner=inner) if self._native.reads(type_) or self._is_class(inner):
                return {"anyOf": [self._schema(inner), {"type": "null"}]}
        return self._token(type_) if self.style != "msgspec" else self._of_msgspec(type_)

    def _is_class(self, type_: TypeRef) -> bool:
        return isinstance(type_, Ref) and type_.model in self._tokens

    def _of_msgspec(self, type_: TypeRef) -> dict[str, Any]:
        match type_:
            case TupleOf(items=items, rest=None) if items:
                parts = [self._schema(item) for item in items]
                return {
                    "type": "array",
                    "prefixItems": parts,
                    "items": False,
                    "minItems": len(parts),
                    "maxItems": len(parts),
                }
            case DictOf(value=value):
                return self._schema(DictOf(value=value))
            case Nullable(inner=Ref() as inner):
                return {"anyOf": [self._schema(inner), {"type": "null"}]}
            case UnionOf(variants=variants) if self._native.reads(type_):
                return {"anyOf": [self._schema(variant) for variant in variants]}
        native = isinstance(type_, Ref) or all(map(self._native.reads, within(type_)))
        return self._token(type_, opaque=not native)

    def _reference(self, id: ModelId) -> dict[str, Any]:
        return {"$ref": f"#/components/schemas/{self._tokens[id]}"}

    def _token(self, type_: TypeRef, *, opaque: bool = False) -> dict[str, Any]:
        """A reference to a class that stands for what we write, the same one for the same type."""
        place = self._place if opaque else ()
        written = Written(type=type_, opaque=opaque, place=place, uploads=self._native.uploads)
        token = self._written.setdefault(written, f"V{len(self._written)}")
        self.written[token] = written
        return {"$ref": f"#/components/schemas/{token}"}
