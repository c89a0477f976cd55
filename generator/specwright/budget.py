"""Limits that a user sets to what is generated: what it costs to import, how big it is, how long it takes to make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from specwright.diagnostics import Code, Diagnostic, Severity

__all__ = ["CODES", "MEASURES", "Budget", "overruns", "parse"]

BUDGET_EXCEEDED = Code(
    name="budget-exceeded",
    severity=Severity.ERROR,
    why="A package that grows slowly, with each schema, is noticed when it hurts; a limit says so at the change that does it.",
    bad="specwright generate --budget import=0.2s    # and the package takes 0.3 s to import",
    good="specwright generate --budget import=0.2s --include-tag pets",
)
CODES = (BUDGET_EXCEEDED,)

MEASURES: Final = {"import": "s", "seconds": "s", "files": "", "lines": ""}
"""What can be limited, and the unit that its limit may be written with."""

_LIMIT: Final = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,6})?)(?P<unit>ms|s|)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A limit: CPU seconds of the import, seconds of generating, or files or lines of Python."""

    measure: str
    limit: float


def parse(text: str) -> Budget:
    """A limit as it is written: `import=0.2s`, `import=200ms`, `lines=20000`. Raises `ValueError`, saying why, for others."""
    measure, _, said = text.partition("=")
    if measure not in MEASURES:
        raise ValueError(f"{measure!r} is not one of {', '.join(MEASURES)}")
    found = _LIMIT.fullmatch(said)
    if not found or (found["unit"] and not MEASURES[measure]):
        raise ValueError(f"{said!r} is no {'time such as 0.2s or 200ms' if MEASURES[measure] else 'number'}")
    return Budget(measure=measure, limit=float(found["number"]) / (1000 if found["unit"] == "ms" else 1))


def overruns(summary: Mapping[str, Any], budgets: Sequence[Budget]) -> Iterator[Diagnostic]:
    """The limits that a package, in the numbers of `summarise`, does not keep to; or whose import was not measured."""
    for budget in budgets:
        spent, unit = _spent(summary, budget.measure), MEASURES[budget.measure]
        if spent is None:
            yield _told(f"The import of {summary['package']} was not measured: {summary['import']['failed']}.")
        elif spent > budget.limit:
            limit = f"{budget.limit:g}{unit and f' {unit}'}"
            yield _told(
                f"{summary['package']}: {budget.measure} is {spent:g}{unit and f' {unit}'}, above the budget of {limit}."
            )


def _told(message: str) -> Diagnostic:
    return Diagnostic(code=BUDGET_EXCEEDED.name, severity=BUDGET_EXCEEDED.severity, message=message)


def _spent(summary: Mapping[str, Any], measure: str) -> Any:
    """None where it was not measured."""
    if measure == "import":
        return summary["import"].get("seconds")
    if measure == "seconds":
        return round(sum(summary["seconds"].values()), 3)
    return sum(target[measure] for target in summary["output"].values())
