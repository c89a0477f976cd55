"""The kinds of finding that lint reports: one per rule, and those about exceptions and the reference validator."""

from __future__ import annotations

from msgspec.structs import replace

from specwright.diagnostics import Code
from specwright.lint import accepted, plugins
from specwright.lint.registry import RULES
from specwright.lint.spectral import codes as spectral
from specwright.lint.structure import reference

__all__ = ["CODES"]

CODES: tuple[Code, ...] = (
    *(replace(rule.code, page=rule.page) for rule in RULES),
    *accepted.CODES,
    *plugins.CODES,
    *spectral.CODES,
    *reference.CODES,
)
