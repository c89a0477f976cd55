"""Type expressions: from a `TypeRef` to the Python that says it, importing what it needs on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, assert_never

from msgspec import Struct, field

from specwright.lower.api import (
    Bounded,
    Bounds,
    DictOf,
    Discriminator,
    External,
    ListOf,
    ModelId,
    Nullable,
    Ref,
    Scalar,
    ScalarKind,
    TupleOf,
    TypeRef,
    UnionOf,
    Values,
)
from specwright.render.imports import Imports
from specwright.render.quote import Code, Wire, code, dotted, joined, literal, wired

__all__ = ["ANY", "BUILTINS", "KEYWORDS", "NONE", "TypeWriter", "is_checked"]

NONE: Final = code("None")
ANY: Final = code("Any")
_TYPING: Final = code("typing")
_LIST: Final = code("list")
_DICT: Final = code("dict")
_BUILTINS: Final = code("builtins")

_BUILTIN: Final[dict[ScalarKind, Code]] = {
    "none": NONE,
    "str": code("str"),
    "int": code("int"),
    "float": code("float"),
    "bool": code("bool"),
    "binary": code("bytes"),
}
BUILTINS: Final = frozenset({*_BUILTIN.values(), code("list"), code("dict"), code("tuple")})
"""The builtins that types are written with."""
_OURS: Final[dict[ScalarKind, Code]] = {
    "never": code("Absent"),
    "decimal": code("Decimal"),
    "decimal-number": code("DecimalNumber"),
    "date": code("Date"),
    "date-time": code("DateTime"),
    "time": code("Time"),
    "duration": code("Duration"),
    "uuid": code("UUID"),
    "base64": code("Base64"),
    "base64url": code("Base64Url"),
}
"""Scalars that the runtime's `model` module defines."""
KEYWORDS: Final = {
    "minimum": code("ge"),
    "maximum": code("le"),
    "exclusive_minimum": code("gt"),
    "exclusive_maximum": code("lt"),
    "multiple_of": code("multiple_of"),
    "min_length": code("min_length"),
    "max_length": code("max_length"),
    "pattern": code("pattern"),
}


def is_checked(type_: TypeRef) -> bool:
    """Whether a type has checks of the runtime's, which null must not reach: it stands beside what they are about."""
    match type_:
        case Bounded(inner=inner, bounds=bounds):
            return bounds.listed is not None or bounds.contradictory or is_checked(inner)
        case ListOf(unique=unique):
            return unique
        case TupleOf(rest=rest, unique=unique):
            return unique or rest is not None
        case DictOf(patterns=patterns):
            return bool(patterns)
        case _:
            return False


class TypeWriter(Struct, kw_only=True):
    """Writes the types of one module.

    `runtime` is the import path of the package's runtime as seen from the module, `refer` says how a model is named
    there. What is written for `signatures` leaves out what only validation needs: bounds and discriminators. Where `uploads`
    are written, binary content is anything that can be sent as a file. Where a method or a field is
    called like a builtin (`shadowed`), its class would take it for the builtin, which then needs another name.
    """

    imports: Imports
    runtime: Code
    refer: Callable[[ModelId], Code]
    purpose: Literal["validation", "signatures"] = "validation"
    uploads: bool = False
    shadowed: frozenset[str] = frozenset()
    _optional: dict[Code, Code] = field(default_factory=dict)

    def write(self, type_: TypeRef) -> Code:
        """The expression for a type."""
        return self.annotated(*self.parts(type_))

    def value(self, type_: TypeRef) -> Code:
        """The expression for a type where type checkers read it as a value: they know neither lists of values that may
        grow nor all unions there, unless something says that a type follows."""
        if not _needs_form(type_):
            return self.write(type_)
        form = self.imports.use(code("{}.operation", self.runtime), code("Form"))
        return code("{}[{}]", form, self.write(type_))

    def annotated(self, base: Code, metadata: tuple[Code, ...]) -> Code:
        """`base` with metadata, if there is any."""
        if not metadata:
            return base
        return code("{}[{}, {}]", self.typing(code("Annotated")), base, joined(", ", metadata))

    def parts(self, type_: TypeRef) -> tuple[Code, tuple[Code, ...]]:
        """The expression for a type apart from what `Annotated` adds to it."""
        if isinstance(type_, Scalar):  # as most are, and the last that `match` would come to
            return self._scalar(type_.kind), ()
        match type_:
            case Bounded(inner=inner, bounds=bounds):
                base, metadata = self.parts(inner)
                return base, metadata if self.purpose == "signatures" else (*self._fields(bounds), *metadata)
            case ListOf() | TupleOf() | DictOf() if self.purpose != "signatures":
                return self._plain(type_), tuple(self._checks(type_))
            case UnionOf(variants=variants, discriminator=discriminator):
                kinds = tuple(dict.fromkeys(self.write(variant) for variant in variants))
                if discriminator is None or len(kinds) == 1 or self.purpose == "signatures":
                    return self._union(kinds), ()
                return self._union(kinds), (self._tagged(discriminator),)
            case Nullable(inner=Bounded() as inner) if not is_checked(inner):
                base, metadata = self.parts(inner)
                return self._union((base, NONE)), metadata
            case _:
                return self._plain(type_), ()

    def _plain(self, type_: Values | ListOf | TupleOf | DictOf | Nullable | Ref | External) -> Code:
        match type_:
            case Values(values=values, open=is_open):
                return self.listed(values, is_open=is_open)
            case ListOf(item=item):
                return code("{}[{}]", self.builtin(_LIST), self.write(item))
            case TupleOf():
                return self._tuple(type_)
            case DictOf(key=key, value=value):
                return code("{}[{}, {}]", self.builtin(_DICT), self.write(key), self.write(value))
            case Nullable(inner=inner):
                return self._union((self.write(inner), NONE))
            case Ref(model=id):
                return self.refer(id)
            case External(module=module, name=name):
                return self.imports.use(dotted(module), dotted(name))
            case _:
                assert_never(type_)

    def optional(self, kind: Code) -> Code:
        """`kind` or None, said once."""
        if kind == ANY:  # a model may have this name, too
            return self._union((kind, NONE))
        if (known := self._optional.get(kind)) is None:
            known = self._optional[kind] = self._union((kind, NONE)) if kind != NONE else NONE
        return known

    def _union(self, kinds: tuple[Code, ...]) -> Code:
        """The kinds with `|` between them, None last; whatever joins `Any` is `Any` (that of `typing`, and no model)."""
        anything = self.imports.known(_TYPING, ANY)
        if anything is not None and anything in kinds:
            return anything
        members = [kind for kind in kinds if kind != NONE]
        if len(members) == len(kinds) or any(kind.endswith("| None") for kind in members):
            return joined(" | ", members)
        return joined(" | ", [*members, NONE])

    def builtin(self, name: Code) -> Code:
        """A builtin, under a name that means it."""
        return self.imports.use(_BUILTINS, name) if name in self.shadowed else name

    def typing(self, name: Code) -> Code:
        """A name of `typing`."""
        return self.imports.use(_TYPING, name)

    def from_model(self, name: Code) -> Code:
        """A name of the runtime's `model` module."""
        return self.imports.use(code("{}.model", self.runtime), name)

    def _scalar(self, kind: ScalarKind) -> Code:
        if kind == "any":
            return self.typing(ANY)
        if kind == "binary" and self.uploads:
            return self.imports.use(code("{}.files", self.runtime), code("File"))
        return self.builtin(_BUILTIN[kind]) if kind in _BUILTIN else self.from_model(_OURS[kind])

    def _tuple(self, type_: TupleOf) -> Code:
        """An array that may stop early, or goes on, is a list of everything that may occur."""
        if type_.rest is not None:
            kinds = dict.fromkeys(kind for kind in (*type_.items, type_.rest) if kind != Scalar(kind="never"))
            return self.write(ListOf(item=UnionOf(variants=tuple(kinds))))
        items = joined(", ", map(self.write, type_.items))
        return code("{}[{}]", self.builtin(code("tuple")), items or code("()"))

    def _checks(self, type_: ListOf | TupleOf | DictOf) -> Iterator[Code]:
        """What no Python type says of an array or an object."""
        if isinstance(type_, TupleOf) and type_.rest is not None:
            places = joined(", ", (*map(self.write, type_.items), code("rest={}", self.write(type_.rest))))
            yield code("{}({})", self.from_model(code("Positions")), places)
        if isinstance(type_, DictOf):
            if type_.patterns:
                yield self.pattern_properties(type_.patterns, free=type_.free)
        elif type_.unique:
            yield code("{}()", self.from_model(code("Unique")))

    def pattern_properties(self, patterns: Iterable[tuple[str, TypeRef]], *, free: bool = False) -> Code:
        """The check of properties by patterns of their names."""
        types = joined(", ", (code("{}: {}", literal(Wire(pattern)), self.write(type_)) for pattern, type_ in patterns))
        name = self.from_model(code("PatternProperties"))
        return code("{}({{{}}}, free=True)", name, types) if free else code("{}({{{}}})", name, types)

    def listed(self, values: Iterable[object], *, is_open: bool, evolvable: bool = False) -> Code:
        """One of the values; of other types than strings and whole numbers only, when open, any value of the type."""
        known = tuple(values)
        strings = tuple(value for value in known if isinstance(value, str))
        numbers = tuple(value for value in known if isinstance(value, int) and not isinstance(value, bool))
        closed: list[object] = [value for value in known if isinstance(value, bool)]
        kinds: list[Code] = []
        names = _EVOLVABLE if evolvable else _OPEN
        for group, name in zip((strings, numbers), names, strict=True):
            if group and (is_open or evolvable):
                kinds.append(code("{}[{}]", self.from_model(name), self._literal(group)))
            else:
                closed += group
        if closed:
            kinds.append(self._literal(closed))
        if any(isinstance(value, float) for value in known):
            kinds.append(self.builtin(code("float")))
        if None in known:
            kinds.append(NONE)
        return self._union(tuple(kinds)) if kinds else self.typing(ANY)

    def _literal(self, values: Iterable[object]) -> Code:
        quoted = joined(", ", (literal(wired(value)) for value in values))
        return code("{}[{}]", self.typing(code("Literal")), quoted)

    def _fields(self, bounds: Bounds) -> Iterator[Code]:
        given = ((keyword, getattr(bounds, name)) for name, keyword in KEYWORDS.items())
        arguments = [code("{}={}", keyword, literal(wired(value))) for keyword, value in given if value is not None]
        if arguments:
            yield code("{}({})", self._field_name(), joined(", ", arguments))
        if bounds.listed is not None:
            values = joined(", ", (literal(wired(json.loads(value))) for value in bounds.listed))
            yield code("{}({})", self.from_model(code("Listed")), values)
        if bounds.contradictory:
            yield code("{}()", self.from_model(code("Contradiction")))

    def _field_name(self) -> Code:
        return self.imports.use(code("pydantic"), code("Field"))

    def _tagged(self, discriminator: Discriminator) -> Code:
        table = joined(
            ", ", (code("{}: {}", literal(wired(value)), self.refer(id)) for value, id in discriminator.values)
        )
        return code("{}({}, {{{}}})", self.from_model(code("Tagged")), literal(Wire(discriminator.wire_name)), table)


def _needs_form(type_: TypeRef) -> bool:
    """Whether type checkers misread the type among values: `Open[...]`, and `|` between `Annotated[...]` and None."""
    match type_:
        case Bounded(inner=inner):
            return _needs_form(inner)
        case UnionOf(variants=variants):
            return any(map(_needs_form, variants))
        case Values(open=is_open):
            return is_open
    return isinstance(type_, Nullable)


_OPEN: Final = (code("Open"), code("OpenInt"))
_EVOLVABLE: Final = (code("Evolvable"), code("EvolvableInt"))
"""Lists of strings and of whole numbers that may grow."""
