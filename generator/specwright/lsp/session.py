"""What a server knows: the files of the editor, the documents they belong to, and what was found in these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lsprotocol.types import (
    CodeAction,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    Position,
    Range,
)

from specwright import diagnostics as ours
from specwright.diagnostics import Severity
from specwright.lsp import fixes
from specwright.lsp.check import Checked, check, configured_documents, is_document, path_of
from specwright.lsp.files import Files
from specwright.lsp.references import Target, place, pointer_at, reference_at, references

__all__ = ["Session"]

_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_UNNECESSARY = frozenset({"oas3-unused-component"})


class Session:
    """Answers questions about the files of one editor. Nothing here speaks the protocol or waits."""

    def __init__(self) -> None:
        self.files = Files()
        self.checked: dict[Path, Checked] = {}

    def check(self, path: Path, texts: Mapping[Path, str]) -> list[Checked]:
        """Check the documents that a file is or belongs to, anew. Takes its time: for a thread."""
        return [check(entry, texts, self.checked.get(entry)) for entry in self._entries(path, texts)]

    def _entries(self, path: Path, texts: Mapping[Path, str]) -> Iterator[Path]:
        if is_document(texts.get(path, "")):
            yield path
            return
        known = [entry for entry, checked in list(self.checked.items()) if path in checked.files]
        yield from known or configured_documents(path)

    def keep(self, checked: Checked) -> set[Path]:
        """Remember what was found; returns the files whose findings may be others now."""
        before = self.checked.get(checked.entry)
        self.checked[checked.entry] = checked
        return _places(checked) | (_places(before) if before else set())

    def forget(self, path: Path) -> set[Path]:
        """A file was closed: a document of which no file is open any more is not spoken of."""
        touched: set[Path] = set()
        for entry, checked in list(self.checked.items()):
            if path in checked.files and not any(other in self.files.texts for other in checked.files):
                touched |= _places(self.checked.pop(entry))
        return touched

    def found(self, path: Path, *, current: bool = False) -> list[ours.Diagnostic]:
        """The findings in a file, each once; with `current`, only where the file is still what was checked."""
        found = {}
        for checked in list(self.checked.values()):  # asked in threads, while others are kept
            if not current or checked.texts.get(path) == self.files.texts.get(path):
                found.update({(one.code, one.span, one.message): one for one in checked.of(path)})
        return list(found.values())

    def diagnostics(self, path: Path) -> list[Diagnostic]:
        """The findings in a file, as the editor shows them."""
        return [self._diagnostic(found) for found in self.found(path)]

    def at(self, path: Path, range_: Range, *, current: bool = False) -> list[ours.Diagnostic]:
        """The findings that touch a range."""
        places = [(found, self._range(found.span)) for found in self.found(path, current=current) if found.span]
        return [found for found, place in places if place.start <= range_.end and range_.start <= place.end]

    def actions(self, path: Path, range_: Range) -> Iterator[CodeAction]:
        """What can be done about the findings in a range, and about all of the file."""
        yield from fixes.quick_fixes(self.at(path, range_, current=True), self.files)
        if any(one.fix and one.fix.edits and one.fix.safe for one in self.found(path, current=True)):
            title = "Fix everything in this file that can be fixed without changing the meaning"
            yield CodeAction(title=title, kind=fixes.FIX_ALL, data=self.files.uri(path))

    def fix_all(self, action: CodeAction, path: Path) -> CodeAction:
        """The action with its edits. Takes its time: for a thread."""
        for checked in list(self.checked.values()):
            if checked.of(path):
                action.edit = fixes.fix_all(checked, path, self.files)
        return action

    def definition(self, path: Path, offset: int) -> Location | None:
        """Where the reference around a character leads."""
        source = self.files.source(path)
        target = reference_at(source, offset) if source else None
        if target is None or target.path not in self._together(path):
            return None
        there = self.files.source(target.path)
        found = place(there, target.pointer) if there else None
        return self._location(target.path, *found) if found else None

    def references(self, path: Path, offset: int) -> list[Location]:
        """What refers to the node whose key is around a character, or to what is referred to there."""
        source = self.files.source(path)
        if source is None:
            return []
        target = reference_at(source, offset)
        if target is None and (pointer := pointer_at(source, offset)):
            target = Target(path, pointer)
        if target is None:
            return []
        sources = (self.files.source(each) for each in sorted(self._together(path)))
        return [self._location(each.path, *at) for each in sources if each for at in references(each, target)]

    def _together(self, path: Path) -> set[Path]:
        """The files of the documents that a file belongs to: no other is read."""
        files = (checked.files for checked in list(self.checked.values()) if path in checked.files)
        return {path}.union(*files)

    def _diagnostic(self, found: ours.Diagnostic) -> Diagnostic:
        related = [
            DiagnosticRelatedInformation(location=self._located(one.span), message=one.message) for one in found.related
        ]
        return Diagnostic(
            range=self._range(found.span) if found.span else Range(Position(0, 0), Position(0, 0)),
            message=found.message,
            severity=_SEVERITIES[found.severity],
            code=found.code,
            source="specwright",
            tags=[DiagnosticTag.Unnecessary] if found.code in _UNNECESSARY else None,
            related_information=related or None,
        )

    def _located(self, span: ours.Span) -> Location:
        return Location(uri=self.files.uri(path_of(span.file)), range=self._range(span))

    def _range(self, span: ours.Span) -> Range:
        return self.files.text(path_of(span.file)).range(span)

    def _location(self, path: Path, start: int, end: int) -> Location:
        return Location(uri=self.files.uri(path), range=self.files.text(path).between(start, end))


def _places(checked: Checked) -> set[Path]:
    return {path_of(found.span.file) for found in checked.findings if found.span} | checked.files
