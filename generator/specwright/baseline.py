"""A baseline: the findings that a project had when it began to look, so that only new ones count.

A finding is known again by its fingerprint (`specwright.fingerprints`), which neither its message nor its line is part of.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specwright.diagnostics import Code, Diagnostic, Severity, Span
from specwright.fingerprints import fingerprints

__all__ = ["CODES", "Baseline", "read_baseline", "written"]

STALE_BASELINE_ENTRY = Code(
    name="stale-baseline-entry",
    severity=Severity.INFO,
    why="A finding that is gone may come back unseen as long as the baseline has it.",
    bad="specwright lint openapi.yaml --baseline known.json",
    good="specwright lint openapi.yaml --baseline known.json --update-baseline",
)

CODES = (STALE_BASELINE_ENTRY,)

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The findings that were known: what is to be said of each, by fingerprint, and the file that says so."""

    file: str
    entries: dict[str, str]

    def new(self, found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The findings that the baseline has not, and one for each entry that is no finding any more."""
        named = list(zip(fingerprints(found), found, strict=True))
        gone = self.entries.keys() - {name for name, _ in named}
        stale = [self._stale(name) for name in self.entries if name in gone]
        return [one for name, one in named if name not in self.entries] + stale

    def _stale(self, name: str) -> Diagnostic:
        return Diagnostic(
            code=STALE_BASELINE_ENTRY.name,
            severity=STALE_BASELINE_ENTRY.severity,
            message=f"{self.entries[name]} is no finding any more; write the baseline anew with --update-baseline",
            span=Span(file=self.file, line=1, column=1),
        )


def read_baseline(file: Path, *, name: str | None = None) -> Baseline:
    """The baseline in a file. Raises `ValueError` for one that is none, and `OSError` for one that can't be read."""
    content = json.loads(file.read_text("utf-8"))
    entries = content.get("findings") if isinstance(content, dict) else None
    if not isinstance(entries, list) or content.get("version") != _VERSION:
        raise ValueError(f'it has no "findings" of version {_VERSION}')
    return Baseline(file=name or str(file), entries=dict(map(_entry, entries)))


def _entry(entry: Any) -> tuple[str, str]:
    if not isinstance(entry, dict) or not isinstance(entry.get("fingerprint"), str):
        raise ValueError("an entry of it has no fingerprint")  # noqa: TRY004 -- a wrong file, whatever is wrong
    return entry["fingerprint"], " at ".join(str(entry[key]) for key in ("code", "at") if entry.get(key) is not None)


def written(found: Sequence[Diagnostic]) -> bytes:
    """A baseline with these findings, as a file; the same whatever their order."""
    entries = [
        {"fingerprint": name, "code": one.code, "at": _at(one)}
        for name, one in zip(fingerprints(found), found, strict=True)
    ]
    entries.sort(key=lambda entry: (str(entry["code"]), str(entry["at"]), str(entry["fingerprint"])))
    lines = ",\n".join(f"    {json.dumps(entry)}" for entry in entries)
    return f'{{\n  "version": {_VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n'.encode()


def _at(one: Diagnostic) -> str | None:
    return one.pointer if one.pointer is not None else one.span.file if one.span else None
