"""Applying fixes to the texts of a document: all that don't touch each other, and only those that do what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from specwright.diagnostics import Diagnostic, Fix, Sink, Span
from specwright.ingest.document import Document
from specwright.ingest.source import Source, decode
from specwright.lint.fixes.changes import Append, Arrange, Change, Insert, Remove, Rename, Replace, changed

__all__ = ["Mended", "mend"]

_CHANGES = (Append, Arrange, Insert, Remove, Rename, Replace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file with fixes applied: its text now, and the findings that are gone."""

    source: Source
    text: str
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Fixing:
    """A finding with its edits as offsets, in the order of the text."""

    finding: Diagnostic
    fix: Fix
    splices: tuple[tuple[int, int, str], ...]

    @property
    def start(self) -> int:
        return self.splices[0][0]

    @property
    def end(self) -> int:
        return self.splices[-1][1]


def mend(document: Document, findings: Iterable[Diagnostic], *, unsafe: bool = False) -> tuple[Mended, ...]:
    """Apply the safe fixes of findings, the unsafe ones too if asked, to the files of a document.

    Where fixes touch each other the first is applied: lint the result and mend it again until nothing is left. A fix
    whose edits would change the tree in another way than it says is left out.
    """
    by_file: dict[str, list[tuple[Diagnostic, Fix]]] = {}
    for finding in findings:
        fix = finding.fix
        if fix is not None and fix.edits and (fix.safe or unsafe):
            by_file.setdefault(fix.edits[0].span.file, []).append((finding, fix))
    mended = []
    for file, fixes in by_file.items():
        source = document.opened(file)
        if source is not None and (result := _mend_file(source, fixes)) is not None:
            mended.append(result)
    return tuple(mended)


def _mend_file(source: Source, fixes: list[tuple[Diagnostic, Fix]]) -> Mended | None:
    tree = source.parse(Sink())
    sound = _sound(_apart(source, fixes), source, tree)
    if not sound:
        return None
    return Mended(source=source, text=_edited(source.text, sound), findings=tuple(one.finding for one in sound))


def _apart(source: Source, fixes: list[tuple[Diagnostic, Fix]]) -> list[_Fixing]:
    """The fixes that don't touch one before them."""
    fixings = [_Fixing(finding, fix, _splices(fix, source.lines.starts)) for finding, fix in fixes]
    chosen: list[_Fixing] = []
    reached = -1
    for one in sorted(fixings, key=lambda one: (one.start, one.end)):
        # Inserting at the edge of an edit touches it as well: which of the two comes first would be chance.
        if one.start > reached:
            chosen.append(one)
            reached = one.end
    return chosen


def _sound(fixings: Sequence[_Fixing], source: Source, tree: Any) -> list[_Fixing]:
    """The fixes after which the text says what their changes say, found by halves where not all of them do."""
    if not fixings or _does_what_it_says(fixings, source, tree):
        return list(fixings)
    if len(fixings) == 1:
        return []
    middle = len(fixings) // 2
    first = _sound(fixings[:middle], source, tree)
    second = _sound(fixings[middle:], source, tree)
    return [*first, *second] if _does_what_it_says([*first, *second], source, tree) else first


def _does_what_it_says(fixings: Sequence[_Fixing], source: Source, tree: Any) -> bool:
    expected = deepcopy(tree)
    # The last change first, so that the indices of those before stay what they are.
    changes: list[Change] = []
    for one in fixings:
        changes += [change for change in one.fix.changes if isinstance(change, _CHANGES)]
    if not all(changed(expected, change) for change in reversed(changes)):
        return False
    sink = Sink()
    edited = decode(source.path, source.name, _edited(source.text, fixings).encode(), sink)
    return edited is not None and _same(edited.parse(sink), expected)


def _same(one: Any, other: Any) -> bool:
    """Whether two trees are the same in JSON, where 1 and true differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(member, other[key]) for key, member in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _edited(text: str, fixings: Iterable[_Fixing]) -> str:
    pieces, reached = [], 0
    for start, end, inserted in sorted(splice for one in fixings for splice in one.splices):
        pieces += [text[reached:start], inserted]
        reached = end
    return "".join([*pieces, text[reached:]])


def _splices(fix: Fix, starts: list[int]) -> tuple[tuple[int, int, str], ...]:
    return tuple(sorted((*_offsets(edit.span, starts), edit.text) for edit in fix.edits))


def _offsets(span: Span, starts: list[int]) -> tuple[int, int]:
    start = starts[span.line - 1] + span.column - 1
    if span.end_line is None or span.end_column is None:
        return start, start
    return start, starts[span.end_line - 1] + span.end_column - 1
