"""The kinds of findings about overlays."""

from __future__ import annotations

from specwright.diagnostics import Code, Severity

__all__ = ["CODES"]

OVERLAY_UNREADABLE = Code(
    name="overlay-unreadable",
    severity=Severity.ERROR,
    why="The overlay holds decisions about the document; without it they are not made.",
    bad="overlay: [1.1.0",
    good="overlay: 1.1.0",
)
OVERLAY_INVALID = Code(
    name="overlay-invalid",
    severity=Severity.ERROR,
    why="An overlay has the structure that the OpenAPI Overlay Specification 1.0 or 1.1 gives it; typos would be ignored.",
    bad="- target: $.info\n  udpate: {title: Runs}",
    good="- target: $.info\n  update: {title: Runs}",
)
OVERLAY_TARGET = Code(
    name="overlay-target-invalid",
    severity=Severity.ERROR,
    why="A target is a JSONPath query (RFC 9535).",
    bad="target: $.paths[/runs]",
    good="target: $.paths['/runs']",
)
OVERLAY_UNMATCHED = Code(
    name="overlay-matches-nothing",
    severity=Severity.ERROR,
    why="An action without effect decides nothing; most often what it was written for has changed.",
    bad="target: $.paths['/rnus']",
    good="target: $.paths['/runs']",
)
OVERLAY_COPY = Code(
    name="overlay-copy-source",
    severity=Severity.ERROR,
    why="`copy` takes exactly one node; with none or several there is nothing, or no way to tell, what to copy.",
    bad="copy: $.paths.*",
    good="copy: $.paths['/runs']",
)
OVERLAY_MISMATCH = Code(
    name="overlay-update-mismatch",
    severity=Severity.ERROR,
    why="An update merges objects into objects and appends to arrays; other combinations would destroy what is there.",
    bad="- target: $.paths['/runs']\n  update: gone",
    good="- target: $.paths['/runs']\n  remove: true",
)

CODES = (
    OVERLAY_UNREADABLE,
    OVERLAY_INVALID,
    OVERLAY_TARGET,
    OVERLAY_UNMATCHED,
    OVERLAY_COPY,
    OVERLAY_MISMATCH,
)
"""All of them."""
