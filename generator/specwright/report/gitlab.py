"""Findings as a code quality report, which GitLab shows in merge requests
(https://docs.gitlab.com/ci/testing/code_quality/)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from specwright.diagnostics import Diagnostic, Severity
from specwright.fingerprints import fingerprints
from specwright.report.escapes import shown

__all__ = ["render"]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """An array with one object per finding; ASCII only, without a byte order mark."""
    named = zip(diagnostics, fingerprints(diagnostics), strict=True)
    return json.dumps([_issue(diagnostic, fingerprint) for diagnostic, fingerprint in named], indent=2) + "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    # A place is required; a finding without one is about the project.
    path, line = (diagnostic.span.file, diagnostic.span.line) if diagnostic.span else (".", 1)
    others = [f"{one.message}: {one.span}" for one in diagnostic.related]
    return {
        "description": shown("; ".join([diagnostic.message, *others])),
        "check_name": diagnostic.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": path.removeprefix("./"), "lines": {"begin": line}},
    }
