"""Stands in for models that refer to each other: `from ._lazy import X` is `X`, loaded at its first use."""

from typing import TYPE_CHECKING

from .._runtime.lazy import placeholders
from . import INDEX

if not TYPE_CHECKING:
    __getattr__ = placeholders(__package__, INDEX)
