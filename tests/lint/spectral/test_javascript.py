"""Filters compute as JavaScript does, whatever the document holds."""

from __future__ import annotations

import math

from specwright.lint.spectral.javascript import _remainder as remainder
from specwright.lint.spectral.javascript import keys, number


def test_numbers_without_bounds() -> None:
    assert number(10**400) == math.inf
    assert number(-(10**400)) == -math.inf
    assert math.isnan(remainder(math.inf, 2)) and math.isnan(remainder(1, 0))
    assert remainder(-5, 3) == -2 and remainder(5, math.inf) == 5


def test_keys_of_what_has_none() -> None:
    assert (keys(5), keys(True), keys("ab"), keys([7]), keys({"a": 1})) == ([], [], ["0", "1"], ["0"], ["a"])
