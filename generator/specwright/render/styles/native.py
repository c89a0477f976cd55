"""What msgspec reads by itself: unions only of types that it can tell apart by their JSON type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct, field

from specwright.lower.api import (
    Alias,
    Bounded,
    Bounds,
    DictOf,
    Enum,
    External,
    ListOf,
    Model,
    ModelId,
    Nullable,
    Record,
    Ref,
    Scalar,
    TupleOf,
    TypeRef,
    UnionOf,
    Values,
)

__all__ = ["INT64", "Native", "held"]

_KINDS: Final = {
    "int": "int",
    "float": "float",
    "decimal-number": "float",
    "bool": "bool",
    "none": "null",
    "any": "any",
}
INT64: Final = 2**63
_LENGTHS: Final = ("min_length", "max_length")


class Native(Struct, kw_only=True):
    """Knows the models of an API; `uploads` are those with files in them."""

    models: dict[ModelId, Model]
    uploads: bool = False
    _known: dict[tuple[ModelId, bool], frozenset[str] | None] = field(default_factory=dict)

    def reads(self, type_: TypeRef) -> bool:
        """Whether msgspec can read a type, as far as its outermost layer goes."""
        return self.kinds(type_) is not None

    def kinds(self, type_: TypeRef) -> frozenset[str] | None:
        """The JSON types of the values of a type; None when msgspec can't read it."""
        match type_:
            case Scalar(kind="never") | External():
                return None
            case Scalar(kind="binary") if self.uploads:
                return None
            case Scalar(kind=kind):
                return frozenset({_KINDS.get(kind, "str")})
            case Values(values=values):
                return _listed(values)
            case ListOf() | TupleOf(rest=None):
                return frozenset({"array"})
            case TupleOf():
                return None
            case DictOf():
                return frozenset({"object"})
            case Bounded(inner=inner):
                return self.kinds(inner)
            case Nullable(inner=inner):
                return self._apart((self.kinds(inner), frozenset({"null"})))
            case UnionOf(variants=variants):
                return self._apart(map(self.kinds, variants))
            case Ref(model=id):
                return self._of_model(id)

    def _of_model(self, id: ModelId) -> frozenset[str] | None:
        key = id, self.uploads
        if key not in self._known:
            self._known[key] = None  # a name that leads to itself is beyond msgspec
            self._known[key] = self._kinds_of(self.models[id])
        return self._known[key]

    def _kinds_of(self, model: Model) -> frozenset[str] | None:
        match model:
            case Record():
                return frozenset({"object"})
            case Enum(members=members):
                return _listed(member.value for member in members)
            case Alias(target=target):
                return self.kinds(target)

    def _apart(self, groups: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for group in groups:
            if group is None or (group - {"null"}) & found:
                return None
            found |= group
        return found if "any" not in found or found <= {"any", "null"} else None


def held(bounds: Bounds, kind: TypeRef) -> dict[str, int | float]:
    """The bounds that msgspec can hold a kind of values to, by the names that `Bounds` has for them."""
    match kind:
        case Scalar(kind="int"):
            return {name: int(value) for name, value in _limits(bounds) if value == int(value) and abs(value) < INT64}
        case Scalar(kind="float"):
            return dict(_limits(bounds))
        case Scalar(kind="str") | ListOf() | DictOf():
            given = {name: getattr(bounds, name) for name in _LENGTHS}
            return {name: value for name, value in given.items() if value is not None}
    return {}


def _limits(bounds: Bounds) -> Iterator[tuple[str, int | float]]:
    """The limits of a number; of two on one side, the one that is narrower."""
    low, above, high, below = bounds.minimum, bounds.exclusive_minimum, bounds.maximum, bounds.exclusive_maximum
    if low is not None and (above is None or above < low):
        yield "minimum", low
    elif above is not None:
        yield "exclusive_minimum", above
    if high is not None and (below is None or below > high):
        yield "maximum", high
    elif below is not None:
        yield "exclusive_maximum", below
    if bounds.multiple_of is not None and bounds.multiple_of > 0:
        yield "multiple_of", bounds.multiple_of


def _listed(values: Iterable[object]) -> frozenset[str]:
    names = {str: "str", bool: "bool", int: "int", float: "float", type(None): "null"}
    return frozenset(names[type(value)] for value in values)
