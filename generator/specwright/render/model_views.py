"""Views of models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, assert_never

from msgspec.structs import replace

from specwright.lower.api import (
    Alias,
    Api,
    Enum,
    Field,
    Model,
    ModelId,
    ModelModule,
    Record,
    Ref,
    Rule,
    RuleKind,
    Scalar,
)
from specwright.render.catalog import Catalog, model_references
from specwright.render.docs import doc
from specwright.render.field_views import (
    DEPRECATED,
    RUNTIME,
    RUNTIME_MODEL,
    CommonField,
    CommonFields,
    FieldViews,
    model_docs,
)
from specwright.render.imports import Imports, import_lines, sorted_names
from specwright.render.quote import Code, Wire, code, identifier, joined, literal, wired
from specwright.render.types import BUILTINS, TypeWriter
from specwright.render.views import (
    AliasView,
    BaseView,
    DefinitionView,
    ExportView,
    FieldView,
    ForwardView,
    IndexView,
    ModelModuleView,
    PointerView,
    RecordView,
)

__all__ = ["CASE_NAMES", "base_view", "index_view", "member_list", "module_view"]

_LAZY: Final = code("._lazy")
_TYPING: Final = code("typing")
_MODEL: Final = code("Model")
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


def base_view(api: Api) -> BaseView:
    """The base class of all models."""
    case = CASE_NAMES.get(api.case)
    imports = [(RUNTIME_MODEL, _MODEL, code("_Model"))]
    if case is not None:
        imports.append((code(".._runtime.case"), case, case))
    return BaseView(imports=import_lines(imports), case=case)


def index_view(api: Api, catalog: Catalog) -> IndexView:
    """The index of all models, by name and by pointer."""
    by_name = {home.name: home for home in catalog.homes.values()}
    homes = [by_name[name] for name in sorted_names(by_name)]
    return IndexView(
        imports=import_lines((code(".{}", home.module), home.name, home.name) for home in homes),
        offered=sorted_names([code("MODELS"), *(home.name for home in homes)]),  # which are in order
        exports=tuple(ExportView(name=home.name, module=home.module) for home in homes),
        pointers=tuple(
            PointerView(pointer=Wire(pointer), module=catalog.homes[id].module, name=catalog.homes[id].name)
            for pointer, id in api.models_by_pointer.items()
        ),
    )


def module_view(module: ModelModule, catalog: Catalog, common: CommonFields) -> ModelModuleView:
    """A module of models; `common` are the views that fields have in any module."""
    return _Module(module, catalog, common).view()


class _Module:
    """Builds the view of one module, model by model, and remembers what has been defined so far."""

    def __init__(self, module: ModelModule, catalog: Catalog, common: CommonFields) -> None:
        self.module, self.catalog, self.common = module, catalog, common
        self.lazy: dict[ModelId, None] = {}
        self.forwards: dict[ModelId, ForwardView] = {}
        self.defined: set[ModelId] = set()
        self.needs_quotes = False
        shadowed = frozenset(_field_names(module)) & BUILTINS if common.shadowing else common.shadowing
        self.imports = Imports(taken=_Taken(module, catalog, common.bound))
        self.whole = frozenset(filter(None, map(_needed_whole, module.models)))
        self.types = TypeWriter(imports=self.imports, runtime=RUNTIME, refer=self._refer, shadowed=shadowed)
        self.annotations = replace(self.types, refer=self._refer_quoted)
        self.fields = FieldViews(catalog, common.case, self.annotations, self._quoted)

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

    def _field(self, known: Field) -> FieldView:
        """The view that a field has in any module, where it fits this one, too."""
        common = self.common.of(known)
        return common.view if common is not None and self._fits(common) else self.fields.view(known)

    def _fits(self, common: CommonField) -> bool:
        """Whether a view means here what it says; what it takes for that is imported."""
        if self.types.shadowed or self.types.uploads:
            return False
        for module, name in common.imports:
            if self.imports.use(module, name) != name:
                return False
        for id in common.models:
            if self.catalog.homes[id].module == self.module.name:
                return False
            self._refer(id)
        return True

    def _extra(self, record: Record) -> Code | None:
        """The type of undeclared properties and their names, where the document says anything of them."""
        if record.extra is None and record.extra_key is None:
            return None
        names = self.annotations.write(record.extra_key or Scalar(kind="str"))
        values = self._quoted(self.annotations.write(record.extra or Scalar(kind="any")))
        return code("{}[{}, {}]", self.annotations.builtin(code("dict")), names, values)

    def _quoted(self, type_: Code) -> Code:
        quotes, self.needs_quotes = self.needs_quotes, False
        return literal(Wire(type_)) if quotes else type_

    def _bases(self, record: Record) -> Code:
        base = self.imports.use(code("._base"), _MODEL) if record.base is None else self._refer(record.base)
        closed = (code('extra="forbid"'),) if record.closed else ()
        rules = [self._rule(rule) for rule in record.rules]
        if record.patterns:
            rules.append(self.types.pattern_properties(record.patterns))
        ruled = (code("rules=({},)", joined(", ", rules)),) if rules else ()
        return joined(", ", (base, *closed, *ruled))

    def _rule(self, rule: Rule) -> Code:
        name = self.imports.use(RUNTIME_MODEL, _RULES[rule.kind])
        match rule.kind:
            case "min" | "max":
                return code("{}({})", name, literal(rule.number))
            case "dependent":
                return code("{}({})", name, literal(wired({first: needed for first, *needed in rule.groups})))
            case _:
                return code("{}({})", name, joined(", ", (literal(wired(group)) for group in rule.groups)))


class _Taken:
    """What a module binds: its models, the models it names, and the fields, which hide names in class bodies. Looked for when
    something is imported that is called like anything in the API."""

    def __init__(self, module: ModelModule, catalog: Catalog, bound: frozenset[str]) -> None:
        self.module, self.catalog, self.bound = module, catalog, bound

    def __contains__(self, name: object) -> bool:
        return name in self.bound and name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        named = (self.catalog.models[id].name for model in self.module.models for id in model_references(model))
        return frozenset((*(model.name for model in self.module.models), *named, *_field_names(self.module)))


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


def member_list(model: Enum) -> str:
    """What the document calls each value and says of it, as a list."""
    told = [(member, " ".join(member.description.split()), " ".join(member.title.split())) for member in model.members]
    said = [(member, ": ".join(filter(None, (title, words)))) for member, words, title in told]
    return "\n".join(f"- `{member.value}`: {words}" for member, words in said if words)
