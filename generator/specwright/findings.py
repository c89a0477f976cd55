"""What a project decides about findings: the severity of each kind, and which ones it accepts, with the reason.

`apply_settings` is the one filter that the diagnostics of every stage pass through before they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from msgspec import Struct, field
from msgspec.structs import replace

from specwright.diagnostics import Code, Diagnostic, Severity, Span

__all__ = ["CODES", "UNUSED_EXCEPTION", "Exemption", "Override", "Settings", "apply_settings"]

UNUSED_EXCEPTION = Code(
    name="unused-exception",
    severity=Severity.WARNING,
    why="An exception that matches no finding hides nothing today and may hide a new defect tomorrow.",
    bad='[[tool.specwright.accept]]\ncode = "operation-tags"\nreason = "The one operation was removed a year ago."',
    good="# The entry is removed together with what it accepted.",
)

CODES = (UNUSED_EXCEPTION,)


class Exemption(Struct, frozen=True, kw_only=True):
    """Findings of one code that a project accepts, and why.

    `pointer` and `file` are shell-style patterns (`*` crosses slashes) on the finding's JSON Pointer and file; without
    them every finding of the code is accepted. `span` is where the configuration says so.
    """

    code: str
    reason: str
    pointer: str | None = None
    file: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"the exception for {self.code!r} needs a reason")

    def accepts(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding is one that this entry is about."""
        return self.code == diagnostic.code and _is_at(diagnostic, self.pointer, self.file)

    def __str__(self) -> str:
        places = [f"{name} {value}" for name, value in (("pointer", self.pointer), ("file", self.file)) if value]
        return " ".join([self.code, *(["at"] if places else []), " and ".join(places)]).strip()


class Override(Struct, frozen=True, kw_only=True):
    """Another severity for findings of one code at some places: `None` turns them off there.

    `pointer` and `file` are patterns as those of an `Exemption`.
    """

    code: str
    severity: Severity | None
    pointer: str | None = None
    file: str | None = None

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding is one that this entry is about."""
        return self.code == diagnostic.code and _is_at(diagnostic, self.pointer, self.file)


class Settings(Struct, frozen=True, kw_only=True):
    """Severities by code (`None` turns a kind off), those at some places, of which the last one counts, and the findings
    that are accepted."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    exceptions: tuple[Exemption, ...] = ()
    overrides: tuple[Override, ...] = ()

    def severity(self, diagnostic: Diagnostic) -> Severity | None:
        """How bad a finding is to this project."""
        severity = self.severities.get(diagnostic.code, diagnostic.severity)
        for override in self.overrides:
            if override.covers(diagnostic):
                severity = override.severity
        return severity


def apply_settings(diagnostics: Iterable[Diagnostic], settings: Settings) -> list[Diagnostic]:
    """The findings to show: accepted and switched-off ones left out, severities replaced, unused exceptions added.

    Call it once per run, on the findings of all stages together: an exception may be about any of them.
    """
    unused = dict.fromkeys(settings.exceptions)
    shown = []
    for diagnostic in diagnostics:
        accepting = [entry for entry in settings.exceptions if entry.accepts(diagnostic)]
        for entry in accepting:
            unused.pop(entry, None)
        severity = settings.severity(diagnostic)
        if not accepting and severity is not None:
            shown.append(diagnostic if severity is diagnostic.severity else replace(diagnostic, severity=severity))
    return shown + _unused(unused, settings)


def _is_at(diagnostic: Diagnostic, pointer: str | None, file: str | None) -> bool:
    return _matches(pointer, diagnostic.pointer) and _matches(file, diagnostic.span.file if diagnostic.span else None)


def _matches(pattern: str | None, text: str | None) -> bool:
    return pattern is None or (text is not None and fnmatchcase(text, pattern))


def _unused(entries: Iterable[Exemption], settings: Settings) -> list[Diagnostic]:
    severity = settings.severities.get(UNUSED_EXCEPTION.name, UNUSED_EXCEPTION.severity)
    if severity is None:
        return []
    return [
        Diagnostic(
            code=UNUSED_EXCEPTION.name,
            severity=severity,
            message=f"the exception for {entry} matches no finding; remove it (its reason was: {entry.reason})",
            span=entry.span,
        )
        for entry in entries
    ]
