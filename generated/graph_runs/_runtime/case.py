"""The usual cases of property names: the wire name that a Python name stands for when nothing else is said."""

from __future__ import annotations

__all__ = ["camel", "kebab", "pascal"]


def camel(name: str) -> str:
    """`start_date_time` -> `startDateTime`."""
    first, *rest = name.split("_")
    return first + "".join(map(_capital, rest))


def pascal(name: str) -> str:
    """`start_date_time` -> `StartDateTime`."""
    return "".join(map(_capital, name.split("_")))


def kebab(name: str) -> str:
    """`start_date_time` -> `start-date-time`."""
    return name.replace("_", "-")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
