"""What is committed against what would be written today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from msgspec import Struct

from specwright.config import shown
from specwright.diagnostics import Code, Diagnostic, Fix, Severity, Span
from specwright.write import Plan

__all__ = ["CODES", "Check", "Difference", "compare_file", "compare_package", "foreign_files"]

OUTPUT_MISSING = Code(
    name="output-missing",
    severity=Severity.ERROR,
    why="A file that would be written is not there, so what is committed is not what its sources say.",
    bad="spec/openapi.yaml with a new schema, committed without its models",
    good="`specwright generate` run, and its output committed together with the document",
)
OUTPUT_CHANGED = Code(
    name="output-changed",
    severity=Severity.ERROR,
    why="A file holds something else than what would be written: its sources changed since, or somebody edited it.",
    bad="generated/shop/client.py, edited by hand",
    good="the change made in the document or in a template, and `specwright generate` run",
)
OUTPUT_ORPHAN = Code(
    name="output-orphan",
    severity=Severity.ERROR,
    why="A file stands in a generated package that nothing writes: it is left from before, or does not belong there.",
    bad="generated/shop/models/old.py, whose schema is gone",
    good="`specwright generate` run, which deletes it; files of your own outside of the package, or listed under `keep`",
)

CODES = (OUTPUT_MISSING, OUTPUT_CHANGED, OUTPUT_ORPHAN)

_AGAIN = "Run the command again and commit what it writes."
_SAID = {
    "missing": (OUTPUT_MISSING, "This file is not there, and would be written.", _AGAIN),
    "changed": (OUTPUT_CHANGED, "This file is not what would be written.", _AGAIN),
    "orphan": (OUTPUT_ORPHAN, "This file was generated once, and is no more.", _AGAIN),
    "foreign": (
        OUTPUT_ORPHAN,
        "This file stands in a generated package, and is not ours: generate leaves it alone.",
        "Move it out of the package, or list it under `keep` of its [[generate]].",
    ),
}
_LONGEST = 50_000
"""Lines above which the difference of a file is told and not shown: comparing takes the square of it."""


class Difference(Struct, frozen=True, kw_only=True):
    """A file that is not as it would be written; `diff` turns what is there into what would be.

    Nothing that we write turns a `foreign` file into anything, so it has none.
    """

    path: str
    kind: Literal["missing", "changed", "orphan", "foreign"]
    line: int
    diff: str = ""

    @property
    def diagnostic(self) -> Diagnostic:
        """The difference as a finding."""
        code, message, todo = _SAID[self.kind]
        return Diagnostic(
            code=code.name,
            severity=code.severity,
            message=message,
            span=Span(file=self.path, line=self.line, column=1),
            fix=Fix(description=todo),
        )


class Check(Struct, frozen=True, kw_only=True):
    """What a check found: the differences, and why something could not be compared at all."""

    differences: tuple[Difference, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all is as it would be written."""
        return not self.differences and not self.diagnostics


def compare_file(path: Path, content: bytes) -> Iterator[Difference]:
    """How the file at `path` differs from `content`."""
    try:
        there: bytes | None = path.read_bytes()
    except OSError:
        there = None
    if there != content:
        yield _difference(path, there, content)


def compare_package(plan: Plan) -> Iterator[Difference]:
    """What carrying a plan out (made with force) would change in the package folder."""
    for path in sorted((*plan.create, *plan.update)):
        yield from compare_file(plan.folder / path, plan.contents[path])
    for path in plan.delete:
        yield _difference(plan.folder / path, _content(plan.folder / path), None)


def foreign_files(plan: Plan, keep: Iterable[str] = ()) -> Iterator[Difference]:
    """The files in a package folder that are not ours; `keep` names, by patterns, those that may stand there."""
    for path in plan.foreign:
        if _does_not_belong(path, plan, keep):
            yield Difference(path=shown(plan.folder / path), kind="foreign", line=1)


def _does_not_belong(path: str, plan: Plan, keep: Iterable[str]) -> bool:
    """A file that is not ours; what hidden folders hold is nobody's source, and neither are empty folders."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return plan.entries[path].kind != "folder" and not hidden and not any(fnmatchcase(path, glob) for glob in keep)


def _content(path: Path) -> bytes:
    return b"" if path.is_symlink() or not path.is_file() else path.read_bytes()


def _difference(path: Path, there: bytes | None, wanted: bytes | None) -> Difference:
    name = shown(path)
    lines = _diff(name, there, wanted)
    hunk = next((line for line in lines if line.startswith("@@ -")), "@@ -1 ")
    return Difference(
        path=name,
        kind="missing" if there is None else "orphan" if wanted is None else "changed",
        line=max(1, int(hunk[4:].split()[0].partition(",")[0])),
        diff="".join(lines),
    )


def _diff(name: str, there: bytes | None, wanted: bytes | None) -> list[str]:
    before = "/dev/null" if there is None else f"a/{name}"
    after = "/dev/null" if wanted is None else f"b/{name}"
    old, new = _lines(there), _lines(wanted)
    if old is None or new is None:
        return [f"Files {before} and {after} differ\n"]
    from difflib import unified_diff  # here: most runs compare nothing

    whole = list(unified_diff(old, new, before, after))
    marked = [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in whole]
    return marked or [f"--- {before}\n", f"+++ {after}\n"]


def _lines(content: bytes | None) -> list[str] | None:
    """The lines of a text, split where `diff` splits; None for what is no text or too long to compare."""
    try:
        text = (content or b"").decode()
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    return (
        None
        if "\0" in text or len(lines) > _LONGEST
        else [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
    )
