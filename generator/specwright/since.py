"""What changed in a document since a commit: `lint --since REF` shows findings there, and not the others.

A place changed when its value, all that is below it included, is not as it was at the same place; an item of an array is
compared with the one that it is (the same name, or equal), wherever that stood; an array of scalars is one place. What a
changed operation refers to, and did not refer to before, counts as changed, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specwright.diagnostics import Diagnostic, Sink
from specwright.ingest import References, read
from specwright.ingest.document import Document, split
from specwright.ingest.grammar import METHODS
from specwright.ingest.references import resolve

__all__ = ["Changed", "GitError", "changed_since"]

_SECONDS = 60
_IDENTITIES = (("name", "in"), ("name",), ("operationId",), ("url",), ("$ref",), ("title",))
"""Keys by which items of arrays are the same to people."""


class GitError(Exception):
    """Why the document can't be had as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A document now and at a commit; `before` is None where there was no such document."""

    now: Document
    before: Document | None
    brought: frozenset[str] = frozenset()

    def shows(self, found: Diagnostic) -> bool:
        """Whether a finding is at a place that changed; one without a place always is."""
        if found.pointer is None or self.before is None:
            return True
        if any(f"{found.pointer}/".startswith(f"{pointer}/") for pointer in self.brought):
            return True
        return _differs(self.now.root, self.before.root, split(found.pointer))


def changed_since(ref: str, document: Document, spec: Path, ref_root: Path | None = None) -> Changed:
    """What changed in a document, all files that it is split into included, since a commit.

    Raises `GitError` where there is no repository, or no such commit in it.
    """
    top, commit = _repository(spec, ref)
    old = _AtCommit(top, commit)
    if old.get(spec.resolve()) == b"":
        return Changed(now=document, before=None)
    before = read(spec, sink=Sink(), name=document.file, references=References(folder=ref_root, unsaved=old))
    if before is None:
        return Changed(now=document, before=None)
    return Changed(now=document, before=before, brought=frozenset(_brought(document.root, before.root)))


def _repository(spec: Path, ref: str) -> tuple[Path, str]:
    """The top folder of the repository that a file is in, and the name of a commit there in hexadecimal digits."""
    folder = spec.resolve().parent
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        raise GitError(f"{spec} is in no git repository")
    # After --end-of-options a name that begins with a hyphen is a name.
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if commit is None:
        raise GitError(f"there is no commit {ref!r} in this repository")
    return Path(os.fsdecode(top.strip())).resolve(), commit.strip().decode("ascii")


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails. Raises `GitError` where there is no git."""
    import subprocess  # only `--since` needs it, and it takes a while to load

    try:
        run = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise GitError("there is no command `git`") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {_SECONDS} seconds") from None
    return run.stdout if run.returncode == 0 else None


class _AtCommit(Mapping[Path, bytes]):
    """Files by real path with their content at a commit; one that was not there is empty, never what is there now."""

    def __init__(self, top: Path, commit: str) -> None:
        self._top, self._commit = top, commit

    def __getitem__(self, path: Path) -> bytes:
        if not path.is_relative_to(self._top):
            return b""
        name = path.relative_to(self._top).as_posix()
        return _git(self._top, "cat-file", "blob", f"{self._commit}:{name}") or b""

    def __iter__(self) -> Iterator[Path]:
        return iter(())

    def __len__(self) -> int:
        return 1


def _differs(now: Any, before: Any, steps: list[str]) -> bool:
    """Whether the node that steps lead to, or the nearest one above that there is, is not as it was."""
    for step in steps:
        if isinstance(now, dict) and step in now:
            if not isinstance(before, dict) or step not in before:
                return True
            now, before = now[step], before[step]
        elif isinstance(now, list) and step.isdecimal() and int(step) < len(now):
            if not isinstance(now[int(step)], dict | list):
                break
            now = now[int(step)]
            before = _counterpart(now, before, int(step)) if isinstance(before, list) else None
        else:
            break
    return bool(now != before)


def _counterpart(item: Any, before: list[Any], index: int) -> Any:
    """The item of the array as it was that an item is now, or None."""
    if item in before:
        return item
    if isinstance(item, dict):
        for keys in _IDENTITIES:
            if all(key in item for key in keys):
                return next((old for old in before if _has_same(old, item, keys)), None)
    return before[index] if index < len(before) else None


def _has_same(old: Any, item: dict[str, Any], keys: tuple[str, ...]) -> bool:
    return isinstance(old, dict) and all(key in old and old[key] == item[key] for key in keys)


def _brought(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """The components that changed operations refer to, and did not before."""
    old = dict(_operations(before))
    for key, operation in _operations(now):
        if operation != old.get(key):
            yield from _reached(operation, now) - _reached(old.get(key), before)


def _operations(root: dict[str, Any]) -> Iterator[tuple[tuple[str, str], Any]]:
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method in METHODS:
                yield (path, method), operation


def _reached(node: Any, root: dict[str, Any]) -> set[str]:
    """The pointers of all that a node refers to, directly or through others."""
    found: set[str] = set()
    pending = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, dict):
            ref = here.get("$ref")
            if isinstance(ref, str) and ref.startswith("#/") and ref[1:] not in found:
                found.add(ref[1:])
                pending.append(resolve(root, ref[1:])[1])
            pending.extend(here.values())
        elif isinstance(here, list):
            pending.extend(here)
    return found
