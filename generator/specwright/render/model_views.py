"""Views of models."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, assert_never

from msgspec.structs import replace

from specwright.lower.api import (
    Alias,
    Api,
    Bounded,
    DictOf,
    Enum,
    Field,
    ListOf,
    Model,
    ModelId,
    ModelModule,
    Nullable,
    Record,
    Ref,
    Rule,
    RuleKind,
    Scalar,
    TypeRef,
)
from specwright.render.catalog import Catalog, model_references
from specwright.render.defaults import default_literal, is_empty
from specwright.render.docs import default_note, doc, example_note
from specwright.render.imports import Imports, import_lines, sorted_names
from specwright.render.quote import Code, Wire, code, identifier, joined, literal, wired
from specwright.render.types import NONE, TypeWriter, is_checked
from specwright.render.views import (
    AliasView,
    BaseView,
    DefinitionView,
    DocView,
    ExportView,
    FieldView,
    ForwardView,
    IndexView,
    ModelModuleView,
    PointerView,
    RecordView,
)
from specwright.runtime.case import camel, kebab, pascal

__all__ = [
    "CASES",
    "CASE_NAMES",
    "DEPRECATED",
    "base_view",
    "field_notes",
    "index_view",
    "member_list",
    "model_docs",
    "module_view",
]

DEPRECATED: Final = "Deprecated."
_LAZY: Final = code("._lazy")
_TYPING: Final = code("typing")
_MODEL: Final = code("Model")
_NULLABLE: Final = code("Nullable")
_READ_ONLY: Final = code("READ_ONLY")
_WRITE_ONLY: Final = code("WRITE_ONLY")
_WIRE: Final = code("wire")
_RUNTIME: Final = code(".._runtime")
_RUNTIME_MODEL: Final = code(".._runtime.model")
_RULES: Final[Mapping[RuleKind, Code]] = {
    "min": code("MinProperties"),
    "max": code("MaxProperties"),
    "dependent": code("DependentRequired"),
    "any": code("AnyRequired"),
    "one": code("OneRequired"),
    "not": code("NotRequired"),
    "contradiction": code("Contradiction"),
}
CASE_NAMES: Final = {"camel": code("camel"), "pascal": code("pascal"), "kebab": code("kebab")}
CASES: Final[Mapping[str, Callable[[str], str]]] = {"snake": str, "camel": camel, "pascal": pascal, "kebab": kebab}


def base_view(api: Api) -> BaseView:
    """The base class of all models."""
    case = CASE_NAMES.get(api.case)
    imports = [(_RUNTIME_MODEL, _MODEL, code("_Model"))]
    if case is not None:
        imports.append((code(".._runtime.case"), case, case))
    return BaseView(imports=import_lines(imports), case=case)


def index_view(api: Api, catalog: Catalog) -> IndexView:
    """The index of all models, by name and by pointer."""
    by_name = {home.name: home for home in catalog.homes.values()}
    homes = [by_name[name] for name in sorted_names(by_name)]
    return IndexView(
        imports=import_lines((code(".{}", home.module), home.name, home.name) for home in homes),
        offered=sorted_names([code("MODELS"), *by_name]),
        exports=tuple(ExportView(name=home.name, module=home.module) for home in homes),
        pointers=tuple(
            PointerView(pointer=Wire(pointer), module=catalog.homes[id].module, name=catalog.homes[id].name)
            for pointer, id in api.models_by_pointer.items()
        ),
    )


def module_view(module: ModelModule, catalog: Catalog, case: str) -> ModelModuleView:
    """A module of models."""
    return _Module(module, catalog, case).view()


class _Module:
    """Builds the view of one module, model by model, and remembers what has been defined so far."""

    def __init__(self, module: ModelModule, catalog: Catalog, case: str) -> None:
        self.module, self.catalog, self.case = module, catalog, case
        self.lazy: dict[ModelId, None] = {}
        self.forwards: dict[ModelId, ForwardView] = {}
        self.defined: set[ModelId] = set()
        self.needs_quotes = False
        self.imports = Imports(taken=self._taken())
        self.whole = frozenset(filter(None, map(_needed_whole, module.models)))
        shadowed = frozenset(_field_names(module))
        self.types = TypeWriter(imports=self.imports, runtime=_RUNTIME, refer=self._refer, shadowed=shadowed)
        self.annotations = replace(self.types, refer=self._refer_quoted)

    def view(self) -> ModelModuleView:
        """The view of the whole module."""
        definitions = tuple(map(self._definition, self.module.models))
        if self.lazy or self.forwards or any(d.record and d.record.extra for d in definitions):
            self.imports.add(_TYPING, code("TYPE_CHECKING"))
        homes = [self.catalog.homes[id] for id in self.lazy]
        forwards = tuple(self.forwards.values())
        return ModelModuleView(
            docs=doc(_title(self.module.models[-1])),
            imports=self.imports.lines(),
            lazy_imports=import_lines((code(".{}", home.module), home.name, home.name) for home in homes),
            forwards=forwards,
            placeholders=import_lines(
                [
                    *((_LAZY, home.name, home.name) for home in homes),
                    *((_LAZY, forward.name, forward.local) for forward in forwards),
                ]
            ),
            definitions=definitions,
        )

    def _taken(self) -> set[str]:
        """What the module binds: its models, the models it names, and the fields, which hide names in class bodies."""
        names = {model.name for model in self.module.models}
        for model in self.module.models:
            names.update(self.catalog.models[id].name for id in model_references(model))
        return names.union(_field_names(self.module))

    def _refer_quoted(self, id: ModelId) -> Code:
        """In an annotation, a model of this module that is not defined yet can be named in quotes."""
        home = self.catalog.homes[id]
        if home.module == self.module.name and id not in self.defined:
            self.needs_quotes = True
            return home.name
        return self._refer(id)

    def _refer(self, id: ModelId) -> Code:
        """The name of a model; of another module's, imported outright where that can't lead back here."""
        home = self.catalog.homes[id]
        if home.module != self.module.name:
            if id in self.whole or id in self.catalog.eager:
                self.imports.add(code(".{}", home.module), home.name)
            else:
                self.lazy[id] = None
            return home.name
        return home.name if id in self.defined else self._forward(id, home.name)

    def _forward(self, id: ModelId, name: Code) -> Code:
        if id not in self.forwards:
            marker = self._typing(code("TypeAlias"))
            self.forwards[id] = ForwardView(local=self.imports.private(name), name=name, marker=marker)
        return self.forwards[id].local

    def _typing(self, name: Code) -> Code:
        return self.imports.use(_TYPING, name)

    def _definition(self, model: Model) -> DefinitionView:
        self.types.uploads = self.annotations.uploads = model.id in self.catalog.uploads
        match model:
            case Record():
                view = DefinitionView(record=self._record(model))
            case Enum():
                values = [member.value for member in model.members]
                listed = self.types.listed(values, is_open=model.open, evolvable=model.evolvable)
                view = DefinitionView(alias=self._alias(model, listed, member_list(model)))
            case Alias():
                view = DefinitionView(alias=self._alias(model, self.types.write(model.target), ""))
            case _:
                assert_never(model)
        self.defined.add(model.id)
        return view

    def _alias(self, model: Enum | Alias, type_: Code, members: str) -> AliasView:
        docs = model_docs(f"{model.description.strip()}\n\n{members}", DEPRECATED if model.deprecated else "")
        return AliasView(name=identifier(model.name), marker=self._typing(code("TypeAlias")), type=type_, docs=docs)

    def _record(self, record: Record) -> RecordView:
        fields = tuple(map(self._field, record.fields))
        extra = self._extra(record)
        docs = model_docs(record.description, DEPRECATED if record.deprecated else "")
        if docs is None and not fields and extra is None:
            docs = doc("", fallback="An object of which the document names no property.")
        return RecordView(
            name=identifier(record.name), bases=self._bases(record), docs=docs, extra=extra, fields=fields
        )

    def _extra(self, record: Record) -> Code | None:
        """The type of undeclared properties and their names, where the document says anything of them."""
        if record.extra is None and record.extra_key is None:
            return None
        names = self.annotations.write(record.extra_key or Scalar(kind="str"))
        values = self._quoted(self.annotations.write(record.extra or Scalar(kind="any")))
        return code("{}[{}, {}]", self.annotations.builtin(code("dict")), names, values)

    def _bases(self, record: Record) -> Code:
        base = self.imports.use(code("._base"), _MODEL) if record.base is None else self._refer(record.base)
        closed = (code('extra="forbid"'),) if record.closed else ()
        rules = [self._rule(rule) for rule in record.rules]
        if record.patterns:
            rules.append(self.types.pattern_properties(record.patterns))
        ruled = (code("rules=({},)", joined(", ", rules)),) if rules else ()
        return joined(", ", (base, *closed, *ruled))

    def _rule(self, rule: Rule) -> Code:
        name = self.imports.use(_RUNTIME_MODEL, _RULES[rule.kind])
        match rule.kind:
            case "min" | "max":
                return code("{}({})", name, literal(rule.number))
            case "dependent":
                return code("{}({})", name, literal(wired({first: needed for first, *needed in rule.groups})))
            case _:
                return code("{}({})", name, joined(", ", (literal(wired(group)) for group in rule.groups)))

    def _field(self, known: Field) -> FieldView:
        default = self._default(known)
        base, metadata = self._field_type(known, is_optional=not known.required and default is None)
        return FieldView(
            name=identifier(known.name),
            type=self.annotations.annotated(base, (*metadata, *self._view(known), *self._wire(known))),
            default=default if default is not None or known.required else NONE,
            docs=model_docs(known.description, *field_notes(known, default)),
        )

    def _field_type(self, known: Field, *, is_optional: bool) -> tuple[Code, tuple[Code, ...]]:
        """The type of a field, which may also be absent or null; apart from it the bounds, which null has none of."""
        kind = known.type.inner if isinstance(known.type, Nullable) else known.type
        base, metadata = self.annotations.parts(kind)
        if self.catalog.admits_null(known.type):
            nullable = self.imports.use(_RUNTIME_MODEL, _NULLABLE)
            base, metadata = code("{}[{}]", nullable, self.annotations.annotated(base, metadata)), ()
        elif is_optional and isinstance(kind, Bounded) and not is_checked(kind):
            base = self.annotations.optional(base)
        elif is_optional:
            base, metadata = self.annotations.optional(self.annotations.annotated(base, metadata)), ()
        return self._quoted(base), metadata

    def _default(self, known: Field) -> Code | None:
        if known.required:
            return self.imports.use(_RUNTIME_MODEL, _READ_ONLY) if known.read_only else None
        if not known.has_default:
            return None
        if not is_empty(self.catalog, known.type, known.default):
            return default_literal(self.catalog, known.type, known.default)
        factory = self.annotations.write(_empty(known))
        return code("{}(default_factory={})", self.imports.use(code("pydantic"), code("Field")), factory)

    def _quoted(self, type_: Code) -> Code:
        quotes, self.needs_quotes = self.needs_quotes, False
        return literal(Wire(type_)) if quotes else type_

    def _view(self, known: Field) -> tuple[Code, ...]:
        """What is in requests only."""
        return (self.imports.use(_RUNTIME_MODEL, _WRITE_ONLY),) if known.write_only else ()

    def _wire(self, known: Field) -> tuple[Code, ...]:
        """The wire name, where the package's usual case does not give it."""
        if CASES[self.case](known.name) == known.wire_name:
            return ()
        return (code("{}({})", self.imports.use(_RUNTIME_MODEL, _WIRE), literal(Wire(known.wire_name))),)


def _empty(known: Field) -> TypeRef:
    """What makes the empty default of a field; type checkers need to know of what it is a list."""
    item = known.type.item if isinstance(known.type, ListOf) else None
    if known.default == []:
        return ListOf(item=item if isinstance(item, Scalar) else Scalar(kind="any"))
    return DictOf(value=Scalar(kind="any"))


def _field_names(module: ModelModule) -> Iterator[str]:
    for model in module.models:
        if isinstance(model, Record):
            yield from (known.name for known in model.fields)


def _needed_whole(model: Model) -> ModelId | None:
    """What no placeholder can stand in for: a base class, and the class of which the model is another name."""
    match model:
        case Record(base=base):
            return base
        case Alias(target=Ref(model=id)):
            return id
    return None


def _title(model: Model) -> str:
    """The first line of a module of models."""
    summary = doc(model.description).summary.text
    return summary or f"The model `{model.name}`."


def model_docs(description: str, *notes: str) -> DocView | None:
    return doc(description, *notes) if description.strip() or any(notes) else None


def member_list(model: Enum) -> str:
    """What the document calls each value and says of it, as a list."""
    told = [(member, " ".join(member.description.split()), " ".join(member.title.split())) for member in model.members]
    said = [(member, ": ".join(filter(None, (title, words)))) for member, words, title in told]
    return "\n".join(f"- `{member.value}`: {words}" for member, words in said if words)


def field_notes(known: Field, default: Code | None) -> Iterable[str]:
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
