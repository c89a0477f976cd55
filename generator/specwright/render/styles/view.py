"""The views of models in another style."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from specwright.lower.api import (
    Alias,
    Api,
    Enum,
    Field,
    Model,
    ModelId,
    Record,
    TypeRef,
)
from specwright.render.catalog import Catalog, references
from specwright.render.docs import doc
from specwright.render.field_views import CASES, DEPRECATED, field_notes, model_docs
from specwright.render.imports import Imports, import_lines
from specwright.render.model_views import CASE_NAMES, member_list
from specwright.render.quote import Code, Wire, code, identifier, joined, literal
from specwright.render.styles.made import MadeClass, MadeField, make
from specwright.render.styles.native import Native
from specwright.render.styles.source import Source
from specwright.render.styles.style import Style, StyleError
from specwright.render.styles.types import StyleTypes
from specwright.render.styles.walk import within
from specwright.render.types import NONE, TypeWriter
from specwright.render.views import (
    FieldView,
    NamedTypeView,
    StyleBaseView,
    StyledClassView,
    StyledModelsView,
)

__all__ = ["style_base_view", "style_view"]

_RUNTIME: Final = code(".._runtime")
_MODEL: Final = code(".._runtime.model")
_TYPING: Final = code("typing")
_MSGSPEC: Final = code("msgspec")
_DATA_CLASS: Final = code(".._runtime.data_class")
_BASE: Final = code("Record")
_BASES: Final[dict[Style, tuple[Code, Code]]] = {
    "dataclass": (_DATA_CLASS, code("DataClass")),
    "msgspec": (code(".._runtime.struct"), code("Struct")),
}
_UNSAYABLE: Final = re.compile(r'["\\\x00-\x1f]')
_CASE_ARGUMENTS: Final[dict[Style, Code]] = {"dataclass": code("case"), "msgspec": code("rename")}


def style_base_view(api: Api, style: Style) -> StyleBaseView | None:
    """The base class of a package's models; TypedDicts have none."""
    if style == "typed-dict":
        return None
    module, name = _BASES[style]
    imports = [(module, name, name)]
    case = CASE_NAMES.get(api.case)
    if case is not None:
        imports.append((code(".._runtime.case"), case, case))
    argument = None if case is None else code("{}={}", _CASE_ARGUMENTS[style], case)
    return StyleBaseView(imports=import_lines(imports), base=name, case=argument)


def style_view(api: Api, catalog: Catalog, style: Style) -> StyledModelsView:
    """The module of all models. Raises `StyleError`."""
    return _Models(catalog=catalog, style=style, case=api.case).view()


@dataclass(slots=True, kw_only=True)
class _Models:
    """Builds the view, class by class."""

    catalog: Catalog
    style: Style
    case: str
    imports: Imports = field(init=False)
    types: TypeWriter = field(init=False)
    source: Source = field(init=False)
    styled: StyleTypes = field(init=False)

    def __post_init__(self) -> None:
        taken = self._taken()
        self.imports = Imports(taken=taken)
        self.imports.use(code("__future__"), code("annotations"))
        shadowed = frozenset(taken & {"list", "dict", "str", "int", "float", "bool", "bytes", "tuple"})
        self.types = TypeWriter(imports=self.imports, runtime=_RUNTIME, refer=self._refer, shadowed=shadowed)
        self.source = Source(catalog=self.catalog, style=self.style)
        self.styled = StyleTypes(style=self.style, source=self.source, imports=self.imports, writer=self.types)

    def view(self) -> StyledModelsView:
        """The view of the module."""
        made = {each.token: each for each in make(self.source.document(), self.style)}
        if made.keys() != self.source.classes.keys() | self.source.written.keys():
            raise StyleError("datamodel-code-generator made other classes than it was asked for")
        classes = tuple(self._class(each) for each in made.values() if each.token in self.source.classes)
        types = [model for model in self.catalog.models.values() if not isinstance(model, Record)]
        named = [self._named(model) for model in sorted(types, key=_is_alias)]
        aliases = tuple(view for view in named if view.form is None)
        lazies = (*self.styled.lazies.values(), *(view for view in named if view.form is not None))
        separate = None
        if self.style == "typed-dict":
            separate = self.imports.use(code(".._runtime.classes"), code("separate"))
        if lazies or separate:
            self.imports.add(_TYPING, code("TYPE_CHECKING"))
        return StyledModelsView(
            docs=doc("The models of the API."),
            imports=self.imports.lines(),
            classes=classes,
            aliases=aliases,
            lazies=lazies,
            separate=separate,
        )

    def _taken(self) -> set[str]:
        """What the module binds, and the properties, which hide names in class bodies."""
        models = self.catalog.models.values()
        names = {model.name for model in models}
        if self.style != "typed-dict":
            names.update(known.name for model in models if isinstance(model, Record) for known in model.fields)
        else:
            names.update(known.wire_name for model in models if isinstance(model, Record) for known in model.fields)
        return names

    def _refer(self, id: ModelId) -> Code:
        return self.catalog.homes[id].name

    # --- classes ---------------------------------------------------------------------------------------------------

    def _class(self, made: MadeClass) -> StyledClassView:
        record = self.source.classes[made.token]
        known = [self.source.fields.get(each.token) for each in made.fields]
        if {id(each) for each in known} != {id(each) for each in record.fields}:
            raise StyleError("datamodel-code-generator made other properties than it was asked for")
        if self.style == "msgspec" and (odd := next(filter(_UNSAYABLE.search, _wired(record)), None)) is not None:
            raise StyleError(f"msgspec can't name the property {odd!r} of {record.name}")
        functional = self.style == "typed-dict" and not all(_is_key(each.wire_name) for each in record.fields)
        told = model_docs(record.description, DEPRECATED if record.deprecated else "")
        return StyledClassView(
            name=identifier(record.name),
            decorator=self._decorator(),
            bases=self._base(record, made),
            docs=told
            or (None if record.fields else doc("", fallback="An object of which the document names no property.")),
            fields=tuple(self._field(each, functional=functional) for each in made.fields),
            functional=functional,
        )

    def _decorator(self) -> Code | None:
        if self.style != "dataclass":
            return None
        return code("{}(kw_only=True)", self.imports.use(code("dataclasses"), code("dataclass")))

    def _base(self, record: Record, made: MadeClass) -> Code:
        if self.style == "typed-dict":
            return self.imports.use(code("typing_extensions"), code("TypedDict"))
        expected = None if record.base is None else self._refer(record.base)
        base = None if made.base is None else identifier(self.source.classes[made.base].name)
        if base != expected:
            raise StyleError("datamodel-code-generator made another base than it was asked for")
        parts = [base or self.imports.use(code("._base"), _BASE)]
        if self.style == "msgspec":
            parts.append(code("kw_only=True"))
        elif record.closed:
            parts.append(code("closed=True"))
        return joined(", ", parts)

    def _field(self, made: MadeField, *, functional: bool) -> FieldView:
        known = self.source.fields[made.token]
        type_, optional, view = self.styled.made(made.type), _is_optional(known), self._view(known)
        told = model_docs(known.description, *field_notes(known, None))
        if self.style == "typed-dict":
            type_ = self.types.annotated(type_, view)
            needed = code("{}[{}]", self.imports.use(_TYPING, code("NotRequired")), type_) if optional else type_
            name = literal(Wire(known.wire_name)) if functional else identifier(known.wire_name)
            return FieldView(name=name, type=literal(Wire(needed)) if functional else needed, default=None, docs=told)
        is_odd = CASES[self.case](known.name) != known.wire_name
        if self.style == "dataclass":
            metadata = (*view, self._wire(known)) if is_odd else view
            default = NONE if optional else None
            if optional and self.catalog.admits_null(known.type):
                default = self.imports.use(_DATA_CLASS, code("UNSET"))
                type_ = code("{} | {}", type_, self.imports.use(_DATA_CLASS, code("UnsetType")))
            return FieldView(
                name=identifier(known.name), type=self.types.annotated(type_, metadata), default=default, docs=told
            )
        return FieldView(name=identifier(known.name), type=type_, default=self._unset(known, is_odd), docs=told)

    def _view(self, known: Field) -> tuple[Code, ...]:
        """What is in requests only; msgspec knows no views."""
        has_views = known.write_only and self.style != "msgspec"
        return (self.imports.use(_MODEL, code("WRITE_ONLY")),) if has_views else ()

    def _wire(self, known: Field) -> Code:
        return code("{}({})", self.imports.use(_MODEL, code("wire")), literal(Wire(known.wire_name)))

    def _unset(self, known: Field, is_odd: bool) -> Code | None:
        unset = self.imports.use(_MSGSPEC, code("UNSET")) if _is_optional(known) else None
        if not is_odd:
            return unset
        default = () if unset is None else (code("default={}", unset),)
        arguments = joined(", ", (code("name={}", literal(Wire(known.wire_name))), *default))
        return code("{}({})", self.imports.use(_MSGSPEC, code("field")), arguments)

    # --- named types -----------------------------------------------------------------------------------------------

    def _named(self, model: Model) -> NamedTypeView:
        self.types.uploads = model.id in self.catalog.uploads
        told = DEPRECATED if model.deprecated else ""
        match model:
            case Enum():
                values = tuple(member.value for member in model.members)
                type_ = (
                    self.styled.listed(values, grows=model.evolvable)
                    if self.style == "msgspec"
                    else self.types.listed(values, is_open=model.open, evolvable=model.evolvable)
                )
                described = model_docs(f"{model.description.strip()}\n\n{member_list(model)}", told)
                return NamedTypeView(name=identifier(model.name), marker=self._marker(), type=type_, docs=described)
            case Alias(target=target):
                return self._alias(model, target, told)
        raise StyleError("a class is no name for a type")

    def _alias(self, model: Alias, target: TypeRef, told: str) -> NamedTypeView:
        described = model_docs(model.description, told)
        name, marker = identifier(model.name), self._marker()
        if self._is_lazy(model):
            form = self.types.write(target)
            return NamedTypeView(
                name=name, marker=marker, type=literal(Wire(form)), form=form, lazy=self._lazy(), docs=described
            )
        type_ = self.styled.native(target) if self.style == "msgspec" else self.types.write(target)
        return NamedTypeView(name=name, marker=marker, type=type_, docs=described)

    def _is_lazy(self, model: Alias) -> bool:
        """Names that lead to other names, whose order would matter, and what msgspec can't read."""
        if any(isinstance(self.catalog.models[id], Alias) for id in references(model.target)):
            return True
        native = self._native(model)
        return self.style == "msgspec" and not all(native.reads(part) for part in within(model.target))

    def _native(self, model: Model) -> Native:
        return Native(models=self.catalog.models, uploads=model.id in self.catalog.uploads)

    def _marker(self) -> Code:
        return self.imports.use(_TYPING, code("TypeAlias"))

    def _lazy(self) -> Code:
        return self.imports.use(code(".._runtime.classes"), code("lazy"))


def _is_alias(model: Model) -> bool:
    """Aliases may be made of enums, never the other way round."""
    return isinstance(model, Alias)


def _is_optional(known: Field) -> bool:
    """Whether a sender may leave a property out; what the service promises is never asked of one."""
    return not known.required or known.read_only


def _wired(record: Record) -> Iterator[str]:
    return (known.wire_name for known in record.fields)


def _is_key(name: str) -> bool:
    """Whether a property can be written in the body of a class."""
    return name.isascii() and name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
