"""Names of findings that outlive edits elsewhere: by these a finding is known again in the next run.

A fingerprint depends on neither the message nor the line, but on the code and the place in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from specwright.diagnostics import Diagnostic, Span
from specwright.sources import Sources

__all__ = ["fingerprints"]

_INDEX = re.compile(r"(?<!/responses)/\d+(?=/|$)")
"""A step into an array; status codes are the only numbers that are commonly names."""

_MARKED = 80


def fingerprints(diagnostics: Iterable[Diagnostic], sources: Sources | None = None) -> Iterator[str]:
    """One name per finding, in their order: 32 hexadecimal digits, no two the same.

    Findings of one code that can't be told apart by their place are numbered in the order given.
    """
    sources = sources or Sources()
    seen: Counter[tuple[str, ...]] = Counter()
    for diagnostic in diagnostics:
        span = diagnostic.span
        identity = (diagnostic.code, span.file if span else "", _anchor(diagnostic, sources))
        seen[identity] += 1
        yield sha256("\0".join((*identity, str(seen[identity]))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _anchor(diagnostic: Diagnostic, sources: Sources) -> str:
    """The pointer, in which the text at the place stands in for an index, as items come and go before it.

    A page has no pointers; there it is the text of the line.
    """
    line = sources.line(diagnostic.span) if diagnostic.span else None
    if diagnostic.pointer is None:
        return (line or "").strip()
    named = _INDEX.sub("/*", diagnostic.pointer)
    return diagnostic.pointer if named == diagnostic.pointer else f"{named}\0{_marked(diagnostic.span, line)}"


def _marked(span: Span | None, line: str | None) -> str:
    if span is None or line is None:
        return ""
    end = span.end_column - 1 if span.end_column and span.end_line in (None, span.line) else None
    return line[span.column - 1 : end][:_MARKED].strip()
