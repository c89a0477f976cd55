"""Which properties an object has, and has together: Validation of JSON Schema 2020-12, 6.5.

`class Card(Model, rules=(MinProperties(1),))`. They are looked at when an object is read: one that is being filled,
attribute by attribute, may break them until it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from .checks import Check
from .policy import Marker, Policy, Rewriter
from .schemas import Schema, is_object

__all__ = [
    "AnyRequired",
    "DependentRequired",
    "MaxProperties",
    "MinProperties",
    "NotRequired",
    "OneRequired",
    "Rules",
]


class Rules(Marker):
    """All rules of a class, those of its bases first."""

    def __init__(self, rules: Sequence[Check]) -> None:
        self._rules = rules

    def rewritten(self, schema: Schema, rewriter: Rewriter) -> Schema:
        """The class, then one rule after the other."""
        ruled = rewriter.ordinary(schema)
        for rule in () if rewriter.tolerant else self._rules:
            ruled = rule.after(ruled, rewriter.policy)
        return ruled


class _Rule(Check):
    """A rule about the names of an object's properties."""

    def after(self, schema: Schema, policy: Policy) -> Schema:
        """The object, then the rule about it as it came."""
        return super().after(schema, "strict")

    def check(self, value: Any) -> None:
        """Raises PydanticCustomError if the properties are not what the rule asks for."""
        if is_object(value) and (wrong := self.broken(value)):
            raise PydanticCustomError("properties", "{wrong}", {"wrong": wrong})

    def broken(self, names: Mapping[str, Any]) -> str:
        """What is wrong with an object that has these properties; empty if nothing is."""
        raise NotImplementedError


class MinProperties(_Rule):
    """`minProperties`."""

    def __init__(self, least: int) -> None:
        self._least = least

    def broken(self, names: Mapping[str, Any]) -> str:
        """Too few."""
        few = len(names) < self._least
        return f"Object should have at least {self._least} properties" if few else ""


class MaxProperties(_Rule):
    """`maxProperties`."""

    def __init__(self, most: int) -> None:
        self._most = most

    def broken(self, names: Mapping[str, Any]) -> str:
        """Too many."""
        many = len(names) > self._most
        return f"Object should have at most {self._most} properties" if many else ""


class DependentRequired(_Rule):
    """`dependentRequired`: a property that asks for others."""

    def __init__(self, needs: Mapping[str, Sequence[str]]) -> None:
        self._needs = needs

    def broken(self, names: Mapping[str, Any]) -> str:
        """One is there, another that it needs is not."""
        for name, needed in self._needs.items():
            missing = [each for each in needed if each not in names]
            if name in names and missing:
                return f"With {name}, {', '.join(missing)} should be there"
        return ""


class _Groups(_Rule):
    """`anyOf`, `oneOf` or `not` over nothing but `required`."""

    def __init__(self, *groups: Sequence[str]) -> None:
        self._groups = groups

    def _whole(self, names: Mapping[str, Any]) -> int:
        return sum(all(name in names for name in group) for group in self._groups)

    def _told(self) -> str:
        return " / ".join(" and ".join(group) for group in self._groups)


class AnyRequired(_Groups):
    """`anyOf: [{required: ...}, ...]`."""

    def broken(self, names: Mapping[str, Any]) -> str:
        """None of the groups is there."""
        return "" if self._whole(names) else f"One should be there: {self._told()}"


class OneRequired(_Groups):
    """`oneOf: [{required: ...}, ...]`."""

    def broken(self, names: Mapping[str, Any]) -> str:
        """None of the groups is there, or several."""
        one = self._whole(names) == 1
        return "" if one else f"Exactly one should be there: {self._told()}"


class NotRequired(_Groups):
    """`not: {required: ...}`."""

    def broken(self, names: Mapping[str, Any]) -> str:
        """A group is there."""
        whole = self._whole(names)
        return f"Should not be there together: {self._told()}" if whole else ""
