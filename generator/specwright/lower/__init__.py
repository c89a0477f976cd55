"""Lowering: a Document in, an `Api` out, with every decision made that is not layout: names, types, modules."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from specwright.lower.chosen_names import NameChoice
    from specwright.lower.chosen_types import TypeChoice
    from specwright.lower.lowering import lower
    from specwright.lower.pagination import PaginationRule

__all__ = ["NameChoice", "PaginationRule", "TypeChoice", "lower"]

_MODULES = {
    "NameChoice": "chosen_names",
    "PaginationRule": "pagination",
    "TypeChoice": "chosen_types",
    "lower": "lowering",
}


def __getattr__(name: str) -> Any:
    # Imported when asked for: lint wants the name planner alone, which loads in a tenth of the time.
    if (module := _MODULES.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)
