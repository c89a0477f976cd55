"""All rules of the linter: every module of `specwright.lint.rules` is one."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from specwright.lint import rules
from specwright.lint.rule import Rule

__all__ = ["RULES"]


def _registered() -> Iterator[Rule]:
    for module in sorted(module.name for module in pkgutil.iter_modules(rules.__path__)):
        rule = import_module(f"{rules.__name__}.{module}").RULE
        if not isinstance(rule, Rule):
            raise TypeError(f"RULE of specwright.lint.rules.{module} is not a Rule")
        yield rule


RULES: tuple[Rule, ...] = tuple(sorted(_registered(), key=lambda rule: (rule.preset, rule.name)))
"""Every rule: the ones that ask for least first, then by name."""
