"""Rules of other distributions: entry points of the group `specwright.rules`, each a `Rule` or an iterable of them.

They are run with a limit of time, and what goes wrong in one is a finding: the others are run all the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from specwright.diagnostics import Code, Severity, Sink
from specwright.lint.node import Node
from specwright.lint.patience import OutOfTime, patience
from specwright.lint.rule import Finding, Rule
from specwright.lint.survey import Survey

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["CODES", "GROUP", "RULE_BROKEN", "Plugins", "findings", "installed"]

GROUP = "specwright.rules"
SECONDS = 10.0
"""How long one rule may take for one document."""

RULE_BROKEN = Code(
    name="rule-broken",
    severity=Severity.ERROR,
    why="A rule of another distribution that fails or never ends checks nothing; what it would have found is unknown.",
    bad="def check(operation, survey):\n    return operation.value['summary'].strip()",
    good="def check(operation, survey):\n    summary = operation.text('summary')\n    ...",
)

CODES = (RULE_BROKEN,)


@dataclass(frozen=True, slots=True)
class Plugins:
    """The rules that are installed, and why others can't be used."""

    rules: tuple[Rule, ...]
    broken: tuple[str, ...]


@cache
def installed() -> Plugins:
    """What is installed, by name; of two rules with one name the first counts, and ours before all."""
    if not _declared():
        return Plugins((), ())
    # Imported here: it loads a parser of mail, which takes longer than most rules, and hardly anybody has such rules.
    from importlib.metadata import entry_points

    from specwright.lint.registry import RULES

    known = {rule.name for rule in RULES}
    rules: list[Rule] = []
    broken: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            loaded = list(_loaded(point))
        except Exception as problem:  # noqa: BLE001 -- whatever a distribution of others does
            broken.append(f"the rules of `{point.name}` ({point.value}) can't be loaded: {_said(problem)}")
            continue
        for rule in loaded:
            if rule.name in known:
                broken.append(f"`{point.name}` has a rule `{rule.name}`, and there is one of that name already")
                continue
            known.add(rule.name)
            rules.append(rule)
    return Plugins(tuple(sorted(rules, key=lambda rule: rule.name)), tuple(broken))


def _declared() -> bool:
    """Whether a distribution on the path has such rules, or is in an archive, where that takes longer to tell."""
    group = f"[{GROUP}]".encode()
    return any(os.path.isfile(folder) or group in b"".join(_entry_points(folder)) for folder in dict.fromkeys(sys.path))


def _entry_points(folder: str) -> Iterator[bytes]:
    """What the distributions in a folder say of their entry points (Entry points specification, File format)."""
    with suppress(OSError):
        for name in os.listdir(folder or "."):
            if name.endswith("-info") or name == "EGG-INFO":
                with suppress(OSError):
                    yield Path(folder, name, "entry_points.txt").read_bytes()


def _loaded(point: EntryPoint) -> Iterator[Rule]:
    value = point.load()
    rules: Iterable[object] = (value,) if isinstance(value, Rule) else value
    for rule in rules:
        if not isinstance(rule, Rule):
            raise TypeError(f"{rule!r} is not a specwright.lint.Rule")
        yield rule


def findings(rule: Rule, nodes: Iterable[Node], survey: Survey, sink: Sink, seconds: float = SECONDS) -> list[Finding]:
    """What a rule of another distribution finds in nodes; that it failed, or took too long, is reported."""
    found: list[Finding] = []
    try:
        with patience(seconds):
            for node in nodes:
                found += rule.check(node, survey) or ()
    except OutOfTime:
        sink.report(RULE_BROKEN, f"the rule `{rule.name}` was stopped after {seconds:g} seconds")
    except Exception as problem:  # noqa: BLE001 -- whatever a rule of others does
        sink.report(RULE_BROKEN, f"the rule `{rule.name}` failed: {_said(problem)}")
    return [finding for finding in found if isinstance(finding, Finding)]


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:300]
