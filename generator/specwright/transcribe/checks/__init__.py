"""Findings about pages: each check is one small function; this is the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from specwright.diagnostics import Sink

from ..catalog import Catalog
from ..page import Kind, Page
from ..policy import Policy
from . import across, examples, leftovers, naming, requests, responses, tables
from .found import Finding, Subject, report

__all__ = ["API_CHECKS", "PAGE_CHECKS", "check"]

PAGE_CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    leftovers.front_matter,
    leftovers.todos,
    leftovers.types,
    leftovers.ragged_rows,
    tables.repeated,
)
"""Checks of pages of every kind."""

API_CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    leftovers.requests,
    leftovers.uris,
    leftovers.comments,
    requests.unknown,
    requests.references,
    requests.roots,
    requests.slashes,
    requests.nested_paths,
    requests.recursive,
    requests.repeated,
    requests.body_of_get,
    naming.namespace,
    naming.nested_types,
    tables.claimed,
    responses.no_content_sentence,
    responses.no_content_example,
    responses.status,
    responses.status_reason,
    responses.impossible_status,
    responses.missing_status,
    examples.json,
    examples.placeholders,
    examples.values,
)
"""Checks of pages about operations."""


def check(pages: Sequence[Page], catalog: Catalog, policy: Policy, sink: Sink) -> None:
    """Report what is wrong with `pages`: page by page in their order and from top to bottom, then across them."""
    for page in pages:
        subject = Subject(page=page, types=catalog.by_page[page.file], policy=policy)
        checks = (*PAGE_CHECKS, *(API_CHECKS if page.kind is Kind.API else ()))
        found = [finding for one in checks for finding in one(subject)]
        for finding in sorted(found, key=lambda finding: (finding.at.line, finding.at.column)):
            report(finding, sink)
    api = [page for page in pages if page.kind is Kind.API]
    everywhere = (
        across.required(catalog),
        across.spellings(catalog),
        across.operations(api, catalog),
        across.tails(api),
    )
    for finding in (finding for source in everywhere for finding in source):
        report(finding, sink)
