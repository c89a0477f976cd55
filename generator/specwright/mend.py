"""Fixing a document: lint, apply fixes to its texts, lint again, until nothing is left to fix. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from specwright.config import LintSettings, shown
from specwright.diagnostics import Diagnostic, Sink
from specwright.ingest import References, read
from specwright.ingest.document import Document
from specwright.lint import lint
from specwright.lint.fixes.apply import mend
from specwright.pipeline import insist, rules

__all__ = ["Fixed", "Repaired", "fix"]

_ROUNDS = 100
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A file that fixes changed: its name for people, its path, and its content before and after."""

    name: str
    path: Path
    before: str
    after: str

    @property
    def diff(self) -> list[str]:
        """A unified diff from one to the other."""
        lines = unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            fromfile=self.name,
            tofile=self.name,
        )
        return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


@dataclass(slots=True, kw_only=True)
class Fixed:
    """What fixing did: the files with their new content, the findings that are gone, and those that are left.

    `trees` are those of the entry file, before and after.
    """

    files: list[Repaired] = field(default_factory=list)
    fixed: list[Diagnostic] = field(default_factory=list)
    left: list[Diagnostic] = field(default_factory=list)
    trees: tuple[Any, Any] = (None, None)

    @property
    def gone(self) -> int:
        """How many findings were fixed."""
        return len(self.fixed)


def fix(
    spec: Path,
    settings: LintSettings,
    *,
    accepted: Callable[[Iterable[Diagnostic]], list[Diagnostic]] = list,
    ref_root: Path | None = None,
    unsafe: bool = False,
    unsaved: Mapping[Path, bytes] | None = None,
) -> Fixed:
    """Fix a document and the files it is split into.

    `accepted` leaves out the findings that are not to be fixed, as exceptions of a configuration do. `unsaved` is the
    content of files, by real path, that differ from what is on the disk. Unreadable documents are told by what is left.
    """
    unsaved = dict(unsaved or {})
    files: dict[Path, Repaired] = {}
    fixed = Fixed()
    for _ in range(_ROUNDS):
        document, found = _lint(spec, settings, References(folder=ref_root, unsaved=unsaved))
        fixed.left = accepted(found)
        mended = mend(document, fixed.left, unsafe=unsafe) if document else ()
        if document is not None:
            fixed.trees = (fixed.trees[0] or document.source(), document.source())
        if not mended:
            break
        for one in mended:
            path = one.source.path.resolve()
            before = files[path].before if path in files else _marked(path) + one.source.text
            after = _marked(path) + one.text
            files[path] = Repaired(name=one.source.name, path=path, before=before, after=after)
            unsaved[path] = after.encode()
            fixed.fixed += one.findings
    fixed.files = list(files.values())
    return fixed


def _lint(spec: Path, settings: LintSettings, references: References) -> tuple[Document | None, list[Diagnostic]]:
    sink = Sink()
    document = read(spec, sink=sink, name=shown(spec), references=references)
    insist(sink)
    if document is not None:
        lint(document, sink=sink, settings=rules(spec, document, replace(settings, validator=False), sink=sink))
    return document, sink.diagnostics


def _marked(path: Path) -> str:
    """The byte order mark with which a file begins, if it does."""
    with path.open("rb") as file:
        return _MARK if file.read(3) == _MARK.encode() else ""
