"""msgspec takes what we say that it reads, whatever bounds a document has."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.apis import INT, STR, alias, ref

from specwright.lower.api import Bounds, DictOf, ListOf, Nullable, Scalar, TypeRef, UnionOf
from specwright.render.styles.native import Native, held

FLOAT = Scalar(kind="float")
NUMBERS = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
NAMES = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of")
KEYWORDS = {"minimum": "ge", "maximum": "le", "exclusive_minimum": "gt", "exclusive_maximum": "lt"}


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, NUMBERS)), st.sampled_from([(INT, int), (FLOAT, float)]))
def test_bounds_are_such_that_msgspec_accepts_them(given: dict[str, Any], kind: tuple[TypeRef, type]) -> None:
    meant = held(Bounds(**given), kind[0])
    form = Annotated[kind[1], msgspec.Meta(**{KEYWORDS.get(name, name): value for name, value in meant.items()})]  # type: ignore[arg-type]
    msgspec.json.Decoder(form)
    assert all(given[name] == value for name, value in meant.items())


@pytest.mark.parametrize(
    ("type_", "reads"),
    [
        (UnionOf(variants=(STR, INT)), True),
        (UnionOf(variants=(STR, Scalar(kind="date"))), False),
        (UnionOf(variants=(ref("Pet"), STR)), False),
        (Nullable(inner=DictOf(value=STR)), True),
        (UnionOf(variants=(ListOf(item=STR), DictOf(value=STR))), True),
        (UnionOf(variants=(Scalar(kind="any"), STR)), False),
        (ref("Itself"), False),
    ],
)
def test_what_msgspec_can_tell_apart(type_: TypeRef, reads: bool) -> None:
    circle = alias("Itself", Nullable(inner=ref("Itself")))
    pet = alias("Pet", UnionOf(variants=(DictOf(value=STR), DictOf(value=INT))))
    assert Native(models={circle.id: circle, pet.id: pet}).reads(type_) is reads
