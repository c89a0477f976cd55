"""Exceptions in the document itself: `x-specwright-accept` names the rules that a place is allowed to break, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from specwright.diagnostics import Code, Diagnostic, Severity, Sink
from specwright.findings import UNUSED_EXCEPTION
from specwright.ingest.document import Document, join

__all__ = ["CODES", "FIELD", "without_accepted"]

FIELD = "x-specwright-accept"

EXCEPTION_WITHOUT_REASON = Code(
    name="exception-without-reason",
    severity=Severity.WARNING,
    why="An exception tells the next reader why a rule does not count here; without that nobody can say when it may go.",
    bad=f"get:\n  {FIELD}: [operation-tags]",
    good=f"get:\n  {FIELD}: {{operation-tags: The one operation that belongs nowhere.}}",
)

CODES = (EXCEPTION_WITHOUT_REASON,)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One accepted code: the extension that names it, the place that it is about, and the reason."""

    at: str
    code: str
    reason: str

    @property
    def place(self) -> str:
        return self.at.rpartition("/")[0]

    def accepts(self, found: Diagnostic) -> bool:
        below = found.pointer is not None and f"{found.pointer}/".startswith(f"{self.place}/")
        return below and found.code == self.code


def without_accepted(
    found: Iterable[Diagnostic], document: Document, in_force: frozenset[str], sink: Sink
) -> list[Diagnostic]:
    """The findings that no extension accepts. What is wrong with an extension is reported: no reason, or no such finding."""
    source = document.opened(document.file)
    if source is not None and FIELD.encode() not in source.content:
        return list(found)
    entries = list(_entries(document, sink))
    used = set()
    left = []
    for one in found:
        accepting = [entry for entry in entries if entry.accepts(one)]
        used.update(accepting)
        left += [] if accepting else [one]
    for entry in entries:
        if entry not in used and entry.code in in_force:
            at = join(entry.at, entry.code)
            message = f"nothing here breaks {entry.code}; remove the exception (its reason was: {entry.reason})"
            sink.report(UNUSED_EXCEPTION, message, span=document.span(at, key=True), pointer=at)
    return left


def _entries(document: Document, sink: Sink) -> Iterator[_Entry]:
    pending: list[tuple[str, Any]] = [("", document.root)]
    while pending:
        pointer, node = pending.pop()
        if isinstance(node, dict):
            if FIELD in node:
                yield from _read(document, join(pointer, FIELD), node[FIELD], sink)
            pending.extend((join(pointer, key), member) for key, member in node.items())
        elif isinstance(node, list):
            pending.extend((join(pointer, index), item) for index, item in enumerate(node))


def _read(document: Document, at: str, value: Any, sink: Sink) -> Iterator[_Entry]:
    entries = value if isinstance(value, dict) else {"": ""}
    for code, reason in entries.items():
        if isinstance(reason, str) and reason.strip():
            yield _Entry(at, code, reason)
        else:
            message = f"`{FIELD}` is an object: the name of each rule, and the reason why it does not count here"
            sink.report(EXCEPTION_WITHOUT_REASON, message, span=document.span(at, key=True), pointer=at)
