"""Carry a plan out: build the new tree beside the old one, then exchange the two."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from specwright.write import tree
from specwright.write.decide import Plan
from specwright.write.disk import create, flush_folders
from specwright.write.exchange import swap_in
from specwright.write.lock import locked
from specwright.write.paths import folders
from specwright.write.place import recover, staging

__all__ = ["Changes", "Stale", "apply"]

_FEW = 64
"""Up to so many files are flushed one by one; for more, one flush of everything is faster."""


class Stale(OSError):
    """The folder changed after the plan was made."""


class Changes(Struct, frozen=True, kw_only=True):
    """What a run did to a package folder; paths are posix, relative to it, and sorted. `entries` is what stands there now."""

    folder: Path
    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: int = 0
    entries: Mapping[str, tree.Entry] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything was written or deleted."""
        return bool(self.created or self.updated or self.deleted)


def apply(plan: Plan) -> Changes:
    """Make the package folder what the plan says, all at once.

    Whatever stops the run, even a kill between two system calls, leaves the old tree or the new one, whole; what it leaves
    beside them the next run removes. Unchanged and foreign files stay the same files (hard links, where the file system has
    them), so their times stay too. Raises `ValueError` for a plan with conflicts, `Busy` when another run holds the folder,
    `Stale` when the folder is no longer as planned, and `OSError` when it can't be written; nothing is changed then. A
    `KeyboardInterrupt` with a message came too late: the new tree is in its place.
    """
    if plan.conflicts:
        raise ValueError("a plan with conflicts can't be applied")
    if not plan.folder.parent.is_dir():
        plan.folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(plan.folder.parent):
        recover(plan.folder)
        written: dict[str, tree.Entry] = {}
        if plan.changes:
            _refuse_stale(plan)
            written = _replace(plan)
    return Changes(
        folder=plan.folder,
        created=plan.create,
        updated=plan.update,
        deleted=plan.delete,
        unchanged=len(plan.unchanged),
        entries={path: plan.entries[path] for path in (*plan.unchanged, *plan.foreign)} | written,
    )


def _refuse_stale(plan: Plan) -> None:
    if not (plan.entries or os.path.lexists(plan.folder)):
        return  # nothing was there, nor is anything now
    for path in (*plan.create, *plan.update, *plan.delete):
        if _entry(f"{plan.folder}/{path}") != plan.entries.get(path):
            raise Stale(errno.ESTALE, "changed by someone else during this run; run it again", str(plan.folder / path))


def _entry(path: str) -> tree.Entry | None:
    try:
        return tree.Entry.of(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _replace(plan: Plan) -> dict[str, tree.Entry]:
    """Returns what was written."""
    new = staging(plan.folder)
    try:
        written = _build(plan, new)
        swap_in(plan.folder)
    except BaseException:
        # The unfinished new tree, or (a signal right after the exchange) the old one: neither is needed any more.
        shutil.rmtree(new, ignore_errors=True)
        raise
    try:
        flush_folders([str(plan.folder.parent)])
        if os.path.lexists(new):
            _retire(new, plan)
    except KeyboardInterrupt as stop:
        raise type(stop)(f"after {plan.folder} was written") from None
    return written


def _build(plan: Plan, new: Path) -> dict[str, tree.Entry]:
    """The whole next tree: folders, links to what stays, files that are new, which it returns."""
    here, there = str(plan.folder), str(new)  # once: there are thousands of files
    inside = sorted(folders((*plan.contents, *plan.unchanged, *plan.foreign)))
    for folder in ("", *inside):
        _make_folder(f"{here}/{folder}", f"{there}/{folder}")
    for path in (*plan.unchanged, *plan.foreign):
        _keep(f"{here}/{path}", f"{there}/{path}", plan.entries[path])
    written: dict[str, tree.Entry] = {}
    for path, content in plan.contents.items():
        mode = plan.entries[path].mode if path in plan.update else 0o666
        written[path] = tree.Entry.of(create(f"{there}/{path}", content, mode, flush=len(plan.contents) <= _FEW))
    if len(plan.contents) > _FEW and hasattr(os, "sync"):
        os.sync()
    else:
        flush_folders(f"{there}/{folder}" for folder in ("", *inside))
    return written


def _make_folder(old: str, new: str) -> None:
    os.mkdir(new)
    there = _entry(old)
    if there and there.kind == "folder" and there.mode != os.lstat(new).st_mode & 0o777:
        os.chmod(new, there.mode)


def _keep(old: str, new: str, entry: tree.Entry) -> None:
    if entry.kind == "folder":
        os.makedirs(new, exist_ok=True)
    elif entry.kind == "link":
        os.symlink(os.readlink(old), new)
    else:
        try:
            os.link(old, new, follow_symlinks=False)
        except OSError as problem:
            if problem.errno in (errno.ENOENT, errno.ENOSPC, errno.EDQUOT):
                raise
            shutil.copy2(old, new, follow_symlinks=False)


def _retire(old: Path, plan: Plan) -> None:
    """Remove the old tree; what appeared in it while the new one was built, and Python's caches, move over first."""
    there = str(old)
    with suppress(OSError):  # what is left then goes with the folder
        for path, entry in plan.entries.items():
            if entry.kind != "folder":
                os.unlink(f"{there}/{path}")
    for folder, inner, files in os.walk(old):
        inside = folder[len(there) :].replace(os.sep, "/").lstrip("/")
        for name in (*inner, *files):
            path = f"{inside}/{name}".lstrip("/")
            if path not in plan.entries:
                _move(f"{old}/{path}", f"{plan.folder}/{path}")
        inner[:] = [name for name in inner if name != tree.CACHE]
    shutil.rmtree(old, ignore_errors=True)


def _move(old: str, new: str) -> None:
    """Rename, unless something has its place; a cache without its folder is worth nothing."""
    if not os.path.lexists(new):
        if os.path.basename(new) != tree.CACHE:
            os.makedirs(os.path.dirname(new), exist_ok=True)
        elif not os.path.isdir(os.path.dirname(new)):
            return
        os.rename(old, new)
