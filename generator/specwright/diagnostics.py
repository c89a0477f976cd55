"""Diagnostics: what every stage says about a document, in one shape.

Author mistakes are diagnostics, never exceptions. A stage reports to a `Sink`; printers in `specwright.report` turn the
collected diagnostics into text, JSON, SARIF or GitHub annotations.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct, field

__all__ = ["Code", "Diagnostic", "Edit", "Fix", "Related", "Severity", "Sink", "Span"]


class Severity(StrEnum):
    """How bad a finding is, from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Span(Struct, frozen=True, kw_only=True):
    """A place in a file; lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Edit(Struct, frozen=True, kw_only=True):
    """Replace the text at `span` by `text`."""

    span: Span
    text: str


class Fix(Struct, frozen=True, kw_only=True):
    """What to do about a finding; `edits` are empty where only a person can do it.

    `changes` are what the edits mean for the tree (`specwright.lint.fixes.changes`). A fix is `safe` where the document
    means the same afterwards.
    """

    description: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False
    changes: tuple[object, ...] = ()


class Related(Struct, frozen=True, kw_only=True):
    """A second place that a finding is about."""

    message: str
    span: Span


class Code(Struct, frozen=True, kw_only=True):
    """A kind of finding: its name, why it matters, and a bad and a good example of it."""

    name: str
    severity: Severity
    why: str
    bad: str = ""
    good: str = ""
    page: str = ""
    """What the documentation says about it: the path of a file there."""


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding at one place."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    pointer: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    url: str | None = None
    """Where more is said of findings of this kind, by whoever made the rule: an `http` or `https` address."""


class Sink(Struct):
    """Collects what a run has to say, in the order in which it was said."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(
        self,
        code: Code,
        message: str,
        *,
        span: Span | None = None,
        pointer: str | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
        url: str | None = None,
    ) -> None:
        """Add a finding of kind `code`; `severity` overrides the kind's own."""
        self.diagnostics.append(
            Diagnostic(
                code=code.name,
                severity=severity or code.severity,
                message=message,
                span=span,
                pointer=pointer,
                related=related,
                fix=fix,
                url=url,
            )
        )

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)
