"""`specwright rules`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from specwright.cli.console import Console

if TYPE_CHECKING:
    from specwright.lint.rule import Rule

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Print the rules of the linter: as a table, or as JSON with all that is to be known of each."""
    from specwright.lint import RULES
    from specwright.lint.plugins import installed

    chosen = [
        rule
        for rule in (*RULES, *installed().rules)
        if arguments.preset is None or rule.preset.name.lower() == arguments.preset
    ]
    if arguments.format == "json":
        console.print(json.dumps([_entry(rule) for rule in chosen], indent=2, ensure_ascii=False))
        return 0
    width = max((len(rule.name) for rule in chosen), default=0)
    for rule in chosen:
        fixable = f"  fix: {rule.fix}" if rule.fix else ""
        console.print(f"{rule.name:{width}}  {rule.severity:7}  {rule.preset.name.lower():11}{fixable}".rstrip())
    return 0


def _entry(rule: Rule) -> dict[str, object]:
    from specwright.installed import link
    from specwright.lint import RULES

    return {
        "name": rule.name,
        "code": rule.name,
        "severity": rule.severity.value,
        "preset": rule.preset.name.lower(),
        "fixable": rule.fix,
        "why": rule.why,
        "url": link(rule.page) if any(rule is ours for ours in RULES) else None,
        "explain": f"specwright explain {rule.name}",
    }
