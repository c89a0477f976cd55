"""Views of fields. One that looks the same in every module is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec import Struct

from specwright.lower.api import (
    Bounded,
    DictOf,
    Field,
    ListOf,
    ModelId,
    Nullable,
    Record,
    Ref,
    Scalar,
    TypeRef,
    is_component,
)
from specwright.render.catalog import Catalog
from specwright.render.defaults import default_literal, is_empty
from specwright.render.docs import default_note, doc, example_note
from specwright.render.imports import Imports
from specwright.render.quote import Code, Wire, code, identifier, literal
from specwright.render.types import BUILTINS, NONE, TypeWriter, is_checked
from specwright.render.views import DocView, FieldView
from specwright.runtime.case import camel, kebab, pascal

__all__ = [
    "CASES",
    "DEPRECATED",
    "RUNTIME",
    "RUNTIME_MODEL",
    "CommonField",
    "CommonFields",
    "FieldViews",
    "field_notes",
    "model_docs",
]

CASES: Final[Mapping[str, Callable[[str], str]]] = {"snake": str, "camel": camel, "pascal": pascal, "kebab": kebab}
DEPRECATED: Final = "Deprecated."
RUNTIME: Final = code(".._runtime")
RUNTIME_MODEL: Final = code(".._runtime.model")
_NULLABLE: Final = code("Nullable")
_READ_ONLY: Final = code("READ_ONLY")
_WRITE_ONLY: Final = code("WRITE_ONLY")
_WIRE: Final = code("wire")


class FieldViews:
    """Makes the views of fields, in a module whose types `types` writes; `quoted` is told each type when it is written."""

    def __init__(self, catalog: Catalog, case: str, types: TypeWriter, quoted: Callable[[Code], Code]) -> None:
        self.catalog, self.case, self.types, self.quoted = catalog, case, types, quoted

    def view(self, known: Field) -> FieldView:
        """The view of a field."""
        default = self._default(known)
        base, metadata = self._type(known, is_optional=not known.required and default is None)
        return FieldView(
            name=identifier(known.name),
            type=self.types.annotated(base, (*metadata, *self._view(known), *self._wire(known))),
            default=default if default is not None or known.required else NONE,
            docs=model_docs(known.description, *field_notes(known, default)),
        )

    def _type(self, known: Field, *, is_optional: bool) -> tuple[Code, tuple[Code, ...]]:
        """The type of a field, which may also be absent or null; apart from it the bounds, which null has none of."""
        kind = known.type.inner if isinstance(known.type, Nullable) else known.type
        base, metadata = self.types.parts(kind)
        if self.catalog.admits_null(known.type):
            base, metadata = code("{}[{}]", self._from_model(_NULLABLE), self.types.annotated(base, metadata)), ()
        elif is_optional and isinstance(kind, Bounded) and not is_checked(kind):
            base = self.types.optional(base)
        elif is_optional:
            base, metadata = self.types.optional(self.types.annotated(base, metadata)), ()
        return self.quoted(base), metadata

    def _default(self, known: Field) -> Code | None:
        if known.required:
            return self._from_model(_READ_ONLY) if known.read_only else None
        if not known.has_default:
            return None
        if not is_empty(self.catalog, known.type, known.default):
            return default_literal(self.catalog, known.type, known.default)
        factory = self.types.write(_empty(known))
        return code("{}(default_factory={})", self.types.imports.use(code("pydantic"), code("Field")), factory)

    def _view(self, known: Field) -> tuple[Code, ...]:
        """What is in requests only."""
        return (self._from_model(_WRITE_ONLY),) if known.write_only else ()

    def _wire(self, known: Field) -> tuple[Code, ...]:
        """The wire name, where the package's usual case does not give it."""
        if CASES[self.case](known.name) == known.wire_name:
            return ()
        return (code("{}({})", self._from_model(_WIRE), literal(Wire(known.wire_name))),)

    def _from_model(self, name: Code) -> Code:
        return self.types.imports.use(RUNTIME_MODEL, name)


class CommonField(Struct, frozen=True, kw_only=True):
    """A view that stands for a field in every module that can import these names as they are, and refer to these models."""

    view: FieldView
    imports: tuple[tuple[Code, Code], ...]
    models: tuple[ModelId, ...]


class CommonFields:
    """The views of the fields of an API. Records share the fields that look the same, so fields are known by identity: a view
    costs a tenth of the first one then.

    `bound` are the names of all fields and models, `shadowing` those of them that are builtins of which types are written.
    """

    def __init__(self, catalog: Catalog, case: str) -> None:
        self.catalog, self.case = catalog, case
        fields = {
            known.name for model in catalog.models.values() if isinstance(model, Record) for known in model.fields
        }
        self.shadowing: frozenset[str] = BUILTINS & fields
        self.bound = frozenset((*fields, *(home.name for home in catalog.homes.values())))
        self._known: dict[int, CommonField | None] = {}
        self._views = _CommonViews(catalog, case)

    def of(self, known: Field) -> CommonField | None:
        """The view of a field, wherever it stands; None where names get into each other's way, or it is of one place."""
        key = id(known)  # the API keeps its fields
        if key not in self._known:
            self._known[key] = None if _is_nested(known.type) else self._views.common(known)
        return self._known[key]


class _CommonViews(FieldViews):
    """Views for no module in particular, which notes what they import and refer to; types repeat more than fields do."""

    def __init__(self, catalog: Catalog, case: str) -> None:
        types = TypeWriter(imports=Imports(), runtime=RUNTIME, refer=self._refer)
        super().__init__(catalog, case, types, quoted=_unquoted)
        self.models: dict[ModelId, None] = {}
        self.written: dict[tuple[TypeRef, bool], tuple[Code, tuple[Code, ...], Imports, dict[ModelId, None]]] = {}

    def common(self, known: Field) -> CommonField | None:
        """The view of a field; None where imported names get into each other's way."""
        self.types.imports, self.models = Imports(), {}
        view = self.view(known)
        used = self.types.imports.names()
        if len({local for (_, name), local in used.items() if local == name}) < len(used):
            return None
        return CommonField(view=view, imports=tuple(used), models=tuple(self.models))

    def _type(self, known: Field, *, is_optional: bool) -> tuple[Code, tuple[Code, ...]]:
        if not isinstance(_innermost(known.type), Scalar | Ref):  # 1 is True to a dict, and is not to a Literal
            return super()._type(known, is_optional=is_optional)
        key = known.type, is_optional
        if key not in self.written:
            outer = self.types.imports, self.models
            self.types.imports, self.models = Imports(), {}
            written = super()._type(known, is_optional=is_optional)
            self.written[key] = (*written, self.types.imports, self.models)
            self.types.imports, self.models = outer
        base, metadata, imports, models = self.written[key]
        self.types.imports.include(imports)
        self.models |= models
        return base, metadata

    def _refer(self, id: ModelId) -> Code:
        self.models[id] = None
        return self.catalog.homes[id].name


def _is_nested(type_: TypeRef) -> bool:
    """Whether a type is that of one place: a model that is no component, or a list of such."""
    inner = _innermost(type_)
    return isinstance(inner, Ref) and not is_component(inner.model)


def _innermost(type_: TypeRef) -> TypeRef:
    """What a list is of, or what else there may be than null."""
    while isinstance(type_, ListOf | Nullable):
        type_ = type_.item if isinstance(type_, ListOf) else type_.inner
    return type_


def _unquoted(type_: Code) -> Code:
    return type_


def _empty(known: Field) -> TypeRef:
    """What makes the empty default of a field; type checkers need to know of what it is a list."""
    item = known.type.item if isinstance(known.type, ListOf) else None
    if known.default == []:
        return ListOf(item=item if isinstance(item, Scalar) else Scalar(kind="any"))
    return DictOf(value=Scalar(kind="any"))


def model_docs(description: str, *notes: str) -> DocView | None:
    """What a document says of a model or a field, and what we add; None for nothing."""
    return doc(description, *notes) if description.strip() or any(notes) else None


def field_notes(known: Field, default: Code | None) -> Iterable[str]:
    """What is to be said of a field beside its description."""
    if known.has_default and default in (None, _READ_ONLY) and known.default is not None:
        yield default_note(known.default)  # its Python type has no literal, or it must be sent
    if known.examples:
        yield example_note(known.examples)
    if known.read_only:
        yield "Read-only."
    if known.write_only:
        yield "Write-only."
    if known.deprecated:
        yield DEPRECATED
