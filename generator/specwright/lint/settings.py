"""What `lint` is told: which rules are in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specwright.diagnostics import Severity
from specwright.lint.rule import Preset, Rule

if TYPE_CHECKING:
    from specwright.lint.spectral.ruleset import Ruleset

__all__ = ["LintSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings:
    """The preset (`minimal`, `recommended`, `strict` or `all`), and severities by rule, which win over it.

    A rule with a severity is in force whatever the preset; one with `None` is off. A `ruleset` takes the place of the
    preset. `validator` asks for the verdict of
    openapi-spec-validator too, which takes minutes on a large document and needs the extra `validator`.
    """

    preset: str = "recommended"
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    validator: bool = False
    ruleset: Ruleset | None = None

    def __post_init__(self) -> None:
        if self.preset.upper() not in Preset.__members__:
            raise ValueError(f"there is no preset {self.preset!r}; take one of {', '.join(Preset.__members__).lower()}")

    def in_force(self, rule: Rule) -> bool:
        """Whether a rule is checked."""
        if rule.name in self.severities:
            return self.severities[rule.name] is not None
        if self.ruleset is not None:
            return rule.name in self.ruleset.severities
        return rule.preset <= Preset[self.preset.upper()]

    def severity(self, rule: Rule, pointer: str) -> Severity | None:
        """How bad a finding of a rule is, by the ruleset; None where that turns the rule off at the place."""
        if self.ruleset is None:
            return rule.severity
        return self.ruleset.at(rule.name, pointer, self.ruleset.severities.get(rule.name, rule.severity))
