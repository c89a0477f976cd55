"""What selecting operations reports."""

from __future__ import annotations

from specwright.diagnostics import Code, Severity

__all__ = ["CODES", "FILTER_UNUSED", "NOTHING_SELECTED", "SKIP_UNUSED"]

FILTER_UNUSED = Code(
    name="filter-unused",
    severity=Severity.WARNING,
    why="A pattern that matches no operation hides a typing error, or has outlived what it was written for.",
    bad='exclude = { tags = ["interal"] }',
    good='exclude = { tags = ["internal"] }',
)
SKIP_UNUSED = Code(
    name="skip-unused",
    severity=Severity.WARNING,
    why="An entry of `skip` that names no operation hides a typing error, or has outlived the operation.",
    bad='skip = ["GET /pest"]',
    good='skip = ["GET /pets"]',
)
NOTHING_SELECTED = Code(
    name="nothing-selected",
    severity=Severity.WARNING,
    why="Where `include` and `exclude` leave nothing over, a client without a single method comes out.",
    bad='include = { paths = ["/pets*"], tags = ["owners"] }',
    good='include = { paths = ["/pets*", "/owners*"] }',
)

CODES = (FILTER_UNUSED, SKIP_UNUSED, NOTHING_SELECTED)
