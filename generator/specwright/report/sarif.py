"""Findings as SARIF 2.1.0 (OASIS), for code scanning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from specwright import catalogue
from specwright.diagnostics import Code, Diagnostic, Edit, Fix, Related, Severity, Span
from specwright.fingerprints import fingerprints
from specwright.installed import documentation

__all__ = ["MOST", "render"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_FINGERPRINTS = ("specwright/v1", "primaryLocationLineHash")
"""Ours, and the one name that code scanning looks for when it decides whether an alert is known."""

MOST = 25_000
"""How many results code scanning takes in one run."""


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One log with one run; its rules are the kinds of finding that occur, with their reasons and examples.

    Code scanning refuses a run with more than 25,000 results: of more, the worst are kept, and the log says so.
    """
    kept = _worst(diagnostics)
    codes = {code: index for index, code in enumerate(dict.fromkeys(diagnostic.code for diagnostic in kept))}
    urls = {diagnostic.code: diagnostic.url for diagnostic in kept if diagnostic.url}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "Specwright", "rules": [_rule(code, urls.get(code)) for code in codes]}},
        # Columns count characters here, which is not the default of the format.
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(diagnostic, codes[diagnostic.code], fingerprint)
            for diagnostic, fingerprint in zip(kept, fingerprints(kept), strict=True)
        ],
    }
    if len(kept) < len(diagnostics):
        run["invocations"] = [_left_out(len(diagnostics) - len(kept))]
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _worst(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    if len(diagnostics) <= MOST:
        return diagnostics
    kept = sorted(range(len(diagnostics)), key=lambda index: diagnostics[index].severity.rank)[:MOST]
    return [diagnostics[index] for index in sorted(kept)]


def _left_out(number: int) -> dict[str, Any]:
    text = f"{number:,} findings of the mildest severities are left out: code scanning takes {MOST:,} at most."
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _rule(name: str, url: str | None = None) -> dict[str, Any]:
    code = catalogue.find(name)
    if code is None:
        return {"id": name, **({"helpUri": url} if url else {})}
    published = documentation() if code.page else None
    return {
        "id": name,
        "shortDescription": {"text": code.why.split(". ")[0]},
        "fullDescription": {"text": code.why},
        "help": {"text": _help(code, "Bad:", "Good:"), "markdown": _help(code, "**Bad**", "**Good**", fence="```")},
        **({"helpUri": f"{published}{code.page}"} if published else {}),  # no path will do: the format wants a URI
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"problem.severity": _PROBLEMS[code.severity], "tags": ["openapi", *_security(name)]},
    }


def _security(name: str) -> list[str]:
    return ["security"] if name.startswith("owasp-") else []


def _help(code: Code, bad: str, good: str, *, fence: str = "") -> str:
    parts = [code.why]
    for title, example in ((bad, code.bad), (good, code.good)):
        if example:
            parts.append("\n".join(filter(None, (title, fence, example.strip(), fence))))
    parts.append(f"`specwright explain {code.name}` says the same.")
    return "\n\n".join(parts)


def _result(diagnostic: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "partialFingerprints": dict.fromkeys(_FINGERPRINTS, fingerprint),
    }
    # Code scanning refuses a result without a place; one that has none is about the project.
    place = (
        _physical(diagnostic.span)
        if diagnostic.span
        else {"artifactLocation": {"uri": "."}, "region": {"startLine": 1}}
    )
    result["locations"] = [{"physicalLocation": place}]
    if diagnostic.related:
        result["relatedLocations"] = [_related(one, number) for number, one in enumerate(diagnostic.related)]
    if diagnostic.fix and diagnostic.fix.edits:
        result["fixes"] = [_fix(diagnostic.fix)]
    return result


def _physical(span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(span.file)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_column is not None:
        region |= {"endLine": span.end_line or span.line, "endColumn": span.end_column}
    return region


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogatepass")


def _related(related: Related, number: int) -> dict[str, Any]:
    return {"id": number, "message": {"text": related.message}, "physicalLocation": _physical(related.span)}


def _fix(fix: Fix) -> dict[str, Any]:
    by_file: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.span.file, []).append(edit)
    return {
        "description": {"text": fix.description},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(file)}, "replacements": [_replacement(edit) for edit in edits]}
            for file, edits in by_file.items()
        ],
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    span = edit.span
    # A span without an end is a point: text is inserted there.
    ended = {"endLine": span.end_line or span.line, "endColumn": span.end_column or span.column}
    return {"deletedRegion": {**_region(span), **ended}, "insertedContent": {"text": edit.text}}
