"""Filters compute as JavaScript does, whatever the document holds."""

from __future__ import annotations

import math
from typing import Any

import pytest

from specwright.lint.spectral.javascript import constant, is_integer, keys, modulo, number
from specwright.lint.spectral.place import Place


def remainder(left: Any, right: Any) -> Any:
    return modulo(constant(left), constant(right))(Place(None, None, None, ""))


def test_numbers_without_bounds() -> None:
    assert number(10**400) == math.inf
    assert number(-(10**400)) == -math.inf
    assert math.isnan(remainder(math.inf, 2)) and math.isnan(remainder(1, 0))
    assert remainder(-5, 3) == -2 and remainder(5, math.inf) == 5


def test_keys_of_what_has_none() -> None:
    assert (keys(5), keys(True), keys("ab"), keys([7]), keys({"a": 1})) == ([], [], ["0", "1"], ["0"], ["a"])


@pytest.mark.parametrize("value", [0, 3, -3.0, 10**400])
def test_whole_numbers(value: float) -> None:
    assert is_integer(value)


@pytest.mark.parametrize("value", [True, "3", 2.5, math.inf, math.nan, None, [3]])
def test_what_is_no_whole_number(value: object) -> None:
    assert not is_integer(value)
