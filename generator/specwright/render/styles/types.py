"""The types of a style: those that were made, with our names, and those that are ours to write."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Final
from unicodedata import normalize

from msgspec import Struct, field

from specwright.lower.api import Bounded, DictOf, ListOf, Nullable, Scalar, ScalarKind, TypeRef, Values
from specwright.render.imports import Imports
from specwright.render.quote import Code, Wire, code, identifier, joined, literal
from specwright.render.styles.native import INT64, held
from specwright.render.styles.source import Source, Written
from specwright.render.styles.style import Style, StyleError
from specwright.render.types import KEYWORDS, NONE, TypeWriter
from specwright.render.views import NamedTypeView
from specwright.runtime.case import pascal

__all__ = ["StyleTypes"]

_TYPING: Final = code("typing")
_MSGSPEC: Final = code("msgspec")
_MODEL: Final = code(".._runtime.model")
_STRUCT_SCALARS: Final[dict[ScalarKind, tuple[Code, Code]]] = {
    "decimal": (code("decimal"), code("Decimal")),
    "date": (code("datetime"), code("date")),
    "date-time": (code("datetime"), code("datetime")),
    "time": (code("datetime"), code("time")),
    "duration": (code("datetime"), code("timedelta")),
    "uuid": (code("uuid"), code("UUID")),
}
_STRUCT_BUILTINS: Final[dict[ScalarKind, Code]] = {
    "decimal-number": code("float"),
    "base64": code("bytes"),
    "base64url": code("str"),
    "binary": code("bytes"),
}
_BUILTINS: Final = {name: code(name) for name in ("bool", "dict", "float", "int", "list", "str", "tuple")}
_IMPORTED: Final = {"Any": (_TYPING, code("Any")), "UnsetType": (_MSGSPEC, code("UnsetType"))}


class StyleTypes(Struct, kw_only=True):
    """Writes the types of a module; `lazies` are the private names of those that msgspec leaves to pydantic."""

    style: Style
    source: Source
    imports: Imports
    writer: TypeWriter
    lazies: dict[Code, NamedTypeView] = field(default_factory=dict)
    _hidden: dict[Written, Code] = field(default_factory=dict)

    def made(self, node: ast.expr) -> Code:
        """A type as it was made, with our names. Raises `StyleError` for anything but types."""
        match node:
            case ast.Constant(value=None):
                return NONE
            case ast.Name(id=name):
                return self._name(name)
            case ast.Subscript(value=ast.Name(id="list" | "dict" | "tuple" as name), slice=inner):
                parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                return code("{}[{}]", self._name(name), joined(", ", map(self.made, parts)))
            case ast.BinOp(op=ast.BitOr()):
                return self._union(list(_sides(node)))
        raise StyleError(f"datamodel-code-generator made a type of an unknown form: {type(node).__name__}")

    def _union(self, sides: list[ast.expr]) -> Code:
        kinds = tuple(dict.fromkeys(map(self.made, sides)))
        any_ = self.imports.known(_TYPING, code("Any"))
        if any_ in kinds and self.style == "dataclass":
            return code("Any") if any_ is None else any_
        said = any(kind.endswith("| None") or kind.startswith("Nullable[") for kind in kinds if kind != NONE)
        return joined(" | ", [kind for kind in kinds if kind != NONE or not said])

    def _name(self, name: str) -> Code:
        if name in self.source.written:
            return self._written(self.source.written[name])
        if name in self.source.classes:
            return identifier(self.source.classes[name].name)
        if name in _BUILTINS:
            return self.writer.builtin(_BUILTINS[name])
        if name not in _IMPORTED:
            raise StyleError(f"datamodel-code-generator made a type of an unknown name: {name!a}")
        return self.imports.use(*_IMPORTED[name])

    def _written(self, written: Written) -> Code:
        """A type that is ours to write."""
        self.writer.uploads = written.uploads
        if written.opaque:
            return self._opaque(written)
        if self.style == "msgspec":
            return self.native(written.type)
        if self.style == "dataclass" and isinstance(written.type, Nullable):
            nullable = self.imports.use(_MODEL, code("Nullable"))
            return code("{}[{}]", nullable, self.writer.write(written.type.inner))
        return self.writer.write(written.type)

    def native(self, type_: TypeRef) -> Code:
        """A type that msgspec reads by itself."""
        match type_:
            case Scalar(kind=kind) if kind in _STRUCT_SCALARS:
                return self.imports.use(*_STRUCT_SCALARS[kind])
            case Scalar(kind=kind) if kind in _STRUCT_BUILTINS:
                return self.writer.builtin(_STRUCT_BUILTINS[kind])
            case Values(values=values):
                return self.listed(values, grows=False)
            case Bounded(inner=inner, bounds=bounds):
                return self.writer.annotated(self.native(inner), self._meta(held(bounds, inner)))
            case Nullable(inner=inner):
                return self.writer.optional(self.native(inner))
            case ListOf(item=item):
                return code("{}[{}]", self.writer.builtin(_BUILTINS["list"]), self.native(item))
            case DictOf(value=value):
                key = self.writer.builtin(_BUILTINS["str"])
                return code("{}[{}, {}]", self.writer.builtin(_BUILTINS["dict"]), key, self.native(value))
        return self.writer.write(type_)

    def _meta(self, bounds: Mapping[str, int | float]) -> tuple[Code, ...]:
        if not bounds:
            return ()
        arguments = joined(", ", (code("{}={}", KEYWORDS[name], literal(value)) for name, value in bounds.items()))
        return (code("{}({})", self.imports.use(_MSGSPEC, code("Meta")), arguments),)

    def listed(self, values: tuple[object, ...], *, grows: bool) -> Code:
        """One of the values; any of their kind where the document says that there will be more."""
        if grows and all(isinstance(value, str) for value in values if value is not None):
            return self.writer.optional(_BUILTINS["str"]) if None in values else self.writer.builtin(_BUILTINS["str"])
        if any(isinstance(value, int) and abs(value) >= INT64 for value in values):
            return self.writer.typing(code("Any"))
        closed = tuple(value for value in values if not isinstance(value, bool | float))
        kinds = [self.writer.listed(closed, is_open=False)] if closed or not values else []
        kinds += [self.writer.builtin(code("bool"))] if any(isinstance(value, bool) for value in values) else []
        kinds += [self.writer.builtin(code("float"))] if any(isinstance(value, float) for value in values) else []
        return joined(" | ", kinds)

    def _opaque(self, written: Written) -> Code:
        """A private name for a type that msgspec leaves to pydantic."""
        if written not in self._hidden:
            owner, name = written.place
            called = normalize("NFKC", f"{owner}{pascal(name)}")  # `i̇` in capitals is `İ`
            local = self.imports.private(identifier(called))
            self._hidden[written] = local
            form = self.writer.write(written.type)
            self.lazies[local] = NamedTypeView(
                name=local,
                marker=self.imports.use(_TYPING, code("TypeAlias")),
                type=literal(Wire(form)),
                form=form,
                lazy=self.imports.use(code(".._runtime.classes"), code("lazy")),
                docs=None,
            )
        return self._hidden[written]


def _sides(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _sides(left)
            yield from _sides(right)
        case _:
            yield node
