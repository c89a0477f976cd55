"""What `lint` is told: which rules are in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from specwright.diagnostics import Severity
from specwright.lint.rule import Preset, Rule

__all__ = ["LintSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings:
    """The preset (`minimal`, `recommended`, `strict` or `all`), and severities by rule, which win over it.

    A rule with a severity is in force whatever the preset; one with `None` is off. `validator` asks for the verdict of
    openapi-spec-validator too, which takes minutes on a large document and needs the extra `validator`.
    """

    preset: str = "recommended"
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    validator: bool = False

    def __post_init__(self) -> None:
        if self.preset.upper() not in Preset.__members__:
            raise ValueError(f"there is no preset {self.preset!r}; take one of {', '.join(Preset.__members__).lower()}")

    def in_force(self, rule: Rule) -> bool:
        """Whether a rule is checked."""
        if rule.name in self.severities:
            return self.severities[rule.name] is not None
        return rule.preset <= Preset[self.preset.upper()]
