"""A rule of the linter: a requirement, why it matters, a bad and a good document, and the function that checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from specwright.diagnostics import Code, Severity
from specwright.ingest.document import Origin
from specwright.lint.fixes.changes import Change
from specwright.lint.node import Kind, Node
from specwright.lint.survey import Survey

__all__ = ["Check", "Finding", "Kind", "Node", "Preset", "Repair", "Rule", "Severity", "Survey"]


class Preset(IntEnum):
    """Sets of rules, each with all rules of those before it."""

    MINIMAL = 1
    """The document is a valid OpenAPI document."""
    RECOMMENDED = 2
    """It also serves its readers and generates well."""
    STRICT = 3
    """It also is complete in what it says."""
    ALL = 4
    """Every rule, matters of taste too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What would mend the document: a sentence in the imperative, and the changes of its tree."""

    description: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says about a node.

    `at` is the node it is about, or where it was written; `key` puts the finding on the node's key rather than on its
    value; `other` is a second place with what is to be said of it.
    """

    message: str
    at: Node | Origin
    key: bool = False
    other: tuple[str, Node] | None = None
    repair: Repair | None = None


Check = Callable[[Node, Survey], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. It is called with every node of the kind it is about.

    `bad` and `good` are OpenAPI documents in YAML, short of `openapi`, `info` and `paths` where these don't matter;
    the tests complete them and run them. `preset` says from which preset on the rule is in force. `fix` tells that
    findings come with a repair: a `safe` one leaves the meaning of the document alone, an `unsafe` one guesses what the
    author meant.
    """

    name: str
    severity: Severity
    preset: Preset
    kinds: tuple[Kind, ...]
    check: Check
    why: str
    bad: str
    good: str
    fields: frozenset[str] = frozenset()
    """Fields of which a node must have one for the rule to have anything to say; without any, every node may."""
    fix: Literal["safe", "unsafe"] | None = None

    @property
    def page(self) -> str:
        """The page about one of our rules, from the root of the documentation."""
        return f"rules/{self.name.replace('$', '')}.md"

    @property
    def code(self) -> Code:
        """The rule as a kind of diagnostic."""
        return Code(name=self.name, severity=self.severity, why=self.why, bad=self.bad, good=self.good)
