"""Rules while a ruleset is put together: as they are written, with what else has been said of them since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from specwright.diagnostics import Severity
from specwright.lint.spectral.names import SPECTRAL, is_recommended, severity

__all__ = ["SEVERITIES", "Definition", "Written", "of_ours", "of_spectral"]

_NAMED = {"error": Severity.ERROR, "warn": Severity.WARNING, "info": Severity.INFO, "hint": Severity.INFO, "off": None}
_NUMBERED = {0: Severity.ERROR, 1: Severity.WARNING, 2: Severity.INFO, 3: Severity.INFO, -1: None}
SEVERITIES: Mapping[Any, Severity | None] = {**_NAMED, **_NUMBERED}


@dataclass(frozen=True, slots=True)
class Written:
    """Where something of a ruleset is written, and the aliases and formats of the file."""

    file: Any
    pointer: str
    aliases: Mapping[str, Any] = field(default_factory=dict)
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A rule: one of Spectral's or ours where `body` says neither `given` nor `then`, else the team's own."""

    name: str
    body: Mapping[str, Any]
    severity: Severity | None
    recommended: bool = True
    enabled: bool = True
    at: Written | None = None

    @property
    def is_own(self) -> bool:
        """Whether the team wrote what is checked."""
        return "given" in self.body or "then" in self.body

    def chosen(self, mode: str) -> Definition:
        """The rule as `extends` with a mode has it."""
        return replace(self, enabled=mode == "all" or (mode == "recommended" and self.recommended))

    def said(self, value: bool | int | str) -> Definition:
        """The rule after a ruleset has said no more about it than a severity, or whether it is on."""
        if isinstance(value, bool):
            return replace(self, enabled=value)
        level = SEVERITIES[value]
        return replace(self, severity=level, enabled=level is not None)

    def extended(self, body: Mapping[str, Any], at: Written) -> Definition:
        """The rule after a ruleset has said some of it anew."""
        level = SEVERITIES[body["severity"]] if "severity" in body else self.severity
        own = at if "given" in body or "then" in body or self.at is None else self.at
        return replace(self, body={**self.body, **body}, severity=level, enabled=level is not None, at=own)


def of_spectral(mode: str) -> dict[str, Definition]:
    """The rules of `spectral:oas`."""
    rules = (
        Definition(name=name, body={}, severity=severity(name), recommended=is_recommended(name)) for name in SPECTRAL
    )
    return {rule.name: rule.chosen(mode) for rule in sorted(rules, key=lambda rule: rule.name)}


@cache
def of_ours(preset: str | None) -> Mapping[str, Definition]:
    """Our rules, in force where a preset has them."""
    from specwright.lint.registry import RULES
    from specwright.lint.rule import Preset

    limit = Preset[preset.upper()] if preset else 0
    return {
        rule.name: Definition(name=rule.name, body={}, severity=rule.severity, enabled=rule.preset <= limit)
        for rule in RULES
    }
