"""A ruleset as it is run: which rules of ours are in force, and the rules that the team wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specwright.diagnostics import Severity
from specwright.lint.spectral.functions import Function
from specwright.lint.spectral.path import Path

__all__ = ["OwnRule", "Pointed", "Ruleset", "Then"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What a rule asks of each place: a function with its options, of a field of the place or of the place itself."""

    function: Function
    options: Mapping[str, Any]
    field: str | None = None
    path: Path | None = None
    """The field, where it is a path of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """A rule that the team wrote, and that is about the version of the document. `message` is a template."""

    name: str
    severity: Severity
    given: tuple[Path, ...]
    then: tuple[Then, ...]
    description: str = ""
    message: str | None = None
    url: str | None = None
    resolved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """Another severity of a rule at a JSON Pointer of a file and below; None turns it off there."""

    rule: str
    pointer: str
    severity: Severity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """What a ruleset says about one document: severities of our rules by name, rules of its own, and exceptions."""

    file: str
    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules: tuple[OwnRule, ...] = ()
    pointed: tuple[Pointed, ...] = ()

    def at(self, rule: str, pointer: str, severity: Severity) -> Severity | None:
        """The severity of a finding at a pointer; of several entries about it the one that goes deepest counts."""
        covering = [
            one for one in self.pointed if one.rule == rule and f"{pointer}/".startswith(f"{one.pointer.rstrip('/')}/")
        ]
        return max(covering, key=lambda one: len(one.pointer)).severity if covering else severity
