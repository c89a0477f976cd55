"""Fixes as edits: those of single findings, and all safe ones of a file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from specwright.diagnostics import Diagnostic, Fix
from specwright.lsp.check import Checked, path_of, ref_root
from specwright.lsp.files import Files
from specwright.lsp.text import Text

__all__ = ["FIX_ALL", "fix_all", "quick_fixes"]

FIX_ALL = "source.fixAll.specwright"


def quick_fixes(found: Iterable[Diagnostic], files: Files) -> Iterator[CodeAction]:
    """An action for each finding that has edits; only safe ones are preferred, so that no key applies a guess."""
    for diagnostic in found:
        fix = diagnostic.fix
        if fix is not None and fix.edits:
            title = fix.description if fix.safe else f"{fix.description} (changes the meaning)"
            yield CodeAction(
                title=f"{title[:1].upper()}{title[1:]}",
                kind=CodeActionKind.QuickFix,
                is_preferred=fix.safe,
                edit=WorkspaceEdit(changes=_edits(fix, files)),
            )


def _edits(fix: Fix, files: Files) -> dict[str, list[TextEdit]]:
    changes: dict[str, list[TextEdit]] = {}
    for edit in fix.edits:
        path = path_of(edit.span.file)
        replaced = files.text(path).point(edit.span)
        changes.setdefault(files.uri(path), []).append(TextEdit(range=replaced, new_text=edit.text))
    return changes


def fix_all(checked: Checked, path: Path, files: Files) -> WorkspaceEdit:
    """All safe fixes of one file, until nothing is left to fix."""
    from specwright.mend import fix

    settings, root = checked.configured.lint, ref_root(checked.configured, checked.entry)
    fixed = fix(checked.entry, settings, accepted=checked.accepted, ref_root=root, unsaved=files.unsaved())
    repaired = (one for one in fixed.files if one.path == path)
    changes = {files.uri(path): [_difference(one.before, one.after, files)] for one in repaired}
    return WorkspaceEdit(changes=changes)


def _difference(before: str, after: str, files: Files) -> TextEdit:
    """One edit from the first character that differs to the last, so that cursors elsewhere stay where they are."""
    before, after = before.removeprefix("\ufeff"), after.removeprefix("\ufeff")
    shorter = min(len(before), len(after))
    start = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    kept = next((step for step in range(shorter - start) if before[-step - 1] != after[-step - 1]), shorter - start)
    replaced: Range = Text(before, files.encoding).between(start, len(before) - kept)
    return TextEdit(range=replaced, new_text=after[start : len(after) - kept])
