"""Specwright: API documentation to OpenAPI, OpenAPI to typed Python.

The verbs, as the command has them, each a function that writes what it is told to and returns what it found::

    import specwright

    generation = specwright.generate("openapi.yaml", output="src", package="shop")
    for diagnostic in generation.diagnostics:
        print(diagnostic.span, diagnostic.message)

Nothing is loaded before it is used: importing this package is cheap.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from specwright.check import Check, Difference
    from specwright.config import Configuration
    from specwright.diagnostics import Diagnostic, Severity, Span
    from specwright.project import (
        Findings,
        Generation,
        Rewriting,
        Transcript,
        bundle,
        check,
        generate,
        lint,
        transcribe,
        upgrade,
    )
    from specwright.select import Filter

__all__ = [
    "Check",
    "Configuration",
    "Diagnostic",
    "Difference",
    "Filter",
    "Findings",
    "Generation",
    "Rewriting",
    "Severity",
    "Span",
    "Transcript",
    "bundle",
    "check",
    "generate",
    "lint",
    "transcribe",
    "upgrade",
]

_VERBS = frozenset({"check", "lint", "transcribe"})
"""Functions of ours that have the name of the package or module that does the work."""

_HOMES = {
    "Check": "check",
    "Difference": "check",
    "Configuration": "config",
    "Diagnostic": "diagnostics",
    "Filter": "select",
    "Severity": "diagnostics",
    "Span": "diagnostics",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'project')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps the verbs functions: importing `specwright.lint` would otherwise put the module in their place."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _VERBS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
