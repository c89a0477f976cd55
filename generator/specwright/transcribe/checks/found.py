"""What a check yields: a finding at a place of a page, with the assumption that the transcription made."""

from __future__ import annotations

from dataclasses import dataclass

from specwright.diagnostics import Code, Fix, Related, Sink

from ..names import PageTypes
from ..page import Page, Text
from ..policy import Policy

__all__ = ["Finding", "Subject", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a page check looks at: the page, how it names types, and the policy."""

    page: Page
    types: PageTypes
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `assumed` is what the document says instead, `todo` what the author can do."""

    code: Code
    page: Page
    at: Text
    message: str
    assumed: str = ""
    todo: str = ""
    related: tuple[tuple[str, Page, Text], ...] = ()


def report(finding: Finding, sink: Sink) -> None:
    """Hand a finding to the sink."""
    message = f"{finding.message}; assumed: {finding.assumed}" if finding.assumed else finding.message
    sink.report(
        finding.code,
        message,
        span=finding.page.span(finding.at),
        related=tuple(Related(message=text, span=page.span(at)) for text, page, at in finding.related),
        fix=Fix(description=finding.todo) if finding.todo else None,
    )
