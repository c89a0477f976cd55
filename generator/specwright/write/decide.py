"""Decide what a run would change, before anything is changed."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from specwright.diagnostics import Code, Diagnostic, Fix, Span
from specwright.write import codes, tree
from specwright.write.manifest import MANIFEST, Manifest, Unreadable, digest
from specwright.write.paths import folded, folders, why_unsafe, why_unsafe_together
from specwright.write.place import standing
from specwright.write.state import OWN

__all__ = ["File", "Plan", "names", "plan", "written"]


_ELSEWHERE = "Move it away, or choose another --output or --package."


class File(Protocol):
    """What render hands over: an `Artifact`."""

    @property
    def path(self) -> str:
        """Where it goes: posix, relative to the package folder."""
        ...

    @property
    def content(self) -> bytes:
        """What it holds."""
        ...


class Plan(Struct, frozen=True, kw_only=True):
    """What `apply` would do to a package folder. Paths are posix, relative to it, and sorted.

    `conflicts` says what stands in the way; as long as there are any, nothing may be written. `forced` lists files that
    are not as they were generated and go all the same. `foreign` files are kept. `contents` holds what is to be written,
    `entries` what stood there when the plan was made, `digests` the SHA-256 of every file that is ours afterwards.
    """

    folder: Path
    create: tuple[str, ...] = ()
    update: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()
    conflicts: tuple[Diagnostic, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)
    entries: Mapping[str, tree.Entry] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.create or self.update or self.delete)


def plan(
    folder: Path,
    artifacts: Iterable[File],
    *,
    names: Mapping[str, str],
    kept: Mapping[str, str] | None = None,
    entries: Mapping[str, tree.Entry] | None = None,
    force: bool = False,
) -> Plan:
    """Compare `artifacts` with what stands in `folder`; nothing is changed.

    Takes the package folder, all its files and the name lock to remember; `kept` are files that are known to stand there as
    they have to, with their SHA-256, and are no artifacts. `entries` is what `tree.walk` found there, where that is known to be
    as it was written, by sizes and times. `force` gives up hand-edited and foreign files in the way. Returns
    the plan, whose `conflicts` must be empty before it is applied. Raises `OSError` where the folder can't be read, or a file
    that was kept is gone, and `ValueError` for two artifacts with one path.
    """
    ordered = sorted(artifacts, key=lambda artifact: artifact.path)
    contents = {artifact.path: artifact.content for artifact in ordered}
    if len(contents) < len(ordered):
        raise ValueError("two artifacts have the same path")
    digests = {path: digest(content) for path, content in contents.items()} | dict(kept or {})
    manifest = Manifest(files=digests, names=names)
    return _Planner(folder, contents | {MANIFEST: manifest.dump()}, digests, entries, force=force).plan()


def names(folder: Path) -> Mapping[str, str]:
    """The name lock of the package in `folder`; empty where there is no manifest that can be read."""
    return written(folder).names


def written(folder: Path) -> Manifest:
    """The manifest of the package in `folder`; an empty one where there is none that can be read."""
    try:
        return Manifest.parse(tree.read(standing(folder), MANIFEST))
    except (OSError, Unreadable):
        return Manifest()


class _Planner:
    """One comparison: sorts every path into what is to be done with it."""

    def __init__(
        self,
        folder: Path,
        contents: Mapping[str, bytes],
        digests: Mapping[str, str],
        entries: Mapping[str, tree.Entry] | None,
        *,
        force: bool,
    ) -> None:
        self.folder = folder
        self.contents = contents
        self.digests = digests
        self.ours = contents.keys() | digests.keys()
        self.force = force
        self.here = standing(folder)
        self.entries = tree.walk(self.here) if entries is None else entries
        self.is_as_written = entries is not None
        self.conflicts: list[Diagnostic] = []
        self.forced: set[str] = set()
        self.owned = self._owned()

    def plan(self) -> Plan:
        """The plan."""
        self._refuse_gone()
        self._refuse_unsafe_paths()
        self._refuse_obstacles()
        there = {path for path, entry in self.entries.items() if entry.kind == "file"} & self.ours
        unchanged = {path for path in there if path not in self.contents or self._is_current(path)}
        update = {path for path in there - unchanged if path == MANIFEST or self._may_lose(path)}
        orphans = {path for path in self.owned.keys() - self.ours if self._is_file(path)}
        delete = {path for path in orphans if self._may_lose(path)}
        gone = delete | self.forced | self._own_folders()
        return Plan(
            folder=self.folder,
            create=tuple(sorted(self.contents.keys() - there)),
            update=tuple(sorted(update)),
            delete=tuple(sorted(delete)),
            unchanged=tuple(sorted(unchanged)),
            foreign=tuple(path for path in self.entries if path not in self.ours and path not in gone),
            forced=tuple(sorted(self.forced)),
            conflicts=tuple(self.conflicts),
            contents={path: content for path, content in self.contents.items() if path not in unchanged},
            entries=self.entries,
            digests=self.digests,
        )

    def _owned(self) -> Mapping[str, str]:
        try:
            return Manifest.parse(tree.read(self.here, MANIFEST)).files if self._is_file(MANIFEST) else {}
        except Unreadable as problem:
            if not self.force:
                self._refuse(
                    codes.MANIFEST_UNREADABLE,
                    MANIFEST,
                    f"This manifest can't be used: {problem}.",
                    "Restore it from version control, or pass --force to write every file of the package again.",
                )
            return {}

    def _refuse_gone(self) -> None:
        for path in sorted(self.ours - self.contents.keys()):
            if not self._is_file(path):
                raise FileNotFoundError(errno.ENOENT, "deleted by someone else during this run; run it again", path)

    def _refuse_unsafe_paths(self) -> None:
        if self.ours - self.owned.keys() == {MANIFEST}:
            return  # they stand there, together
        paths = sorted(self.ours - {MANIFEST})
        refused = [(path, why) for path in paths if (why := why_unsafe(path))] or list(why_unsafe_together(paths))
        refused += [
            (path, "the folder .specwright is ours") for path in paths if folded(path).startswith(".specwright")
        ]
        for path, why in refused:
            self._refuse(
                codes.UNSAFE_PATH,
                path,
                f"The generated file {path!r} can't be written: {why}.",
                "Change the name it comes from in the document.",
            )

    def _refuse_obstacles(self) -> None:
        if self.folder.is_symlink() or (self.here.exists() and not self.here.is_dir()):
            self._refuse_obstacle("", "folder")
        above = next((folder for folder in self.folder.parents if folder.exists()), None)
        if above is not None and not above.is_dir():
            self._refuse(
                codes.NOT_A_FILE, above, "The folder of the package has to go here, where a file stands.", _ELSEWHERE
            )
        wanted = folders(self.ours)
        for path, entry in self.entries.items():
            if path in wanted and entry.kind != "folder":
                self._refuse_obstacle(path, "folder")
            elif path in self.ours and entry.kind != "file":
                self._refuse_obstacle(path, "file")
        self._refuse_misspelled(wanted | self.ours)

    def _refuse_misspelled(self, wanted: set[str]) -> None:
        """A foreign entry that is the same file as a generated one where case is ignored."""
        strange = sorted(self.entries.keys() - wanted - OWN)
        spelled = {folded(path): path for path in wanted} if strange else {}
        for path in strange:
            generated = spelled.get(folded(path), path)
            if generated != path and path not in self.owned and not any(p.startswith(f"{path}/") for p in self.owned):
                self._refuse(
                    codes.FOREIGN_FILE,
                    path,
                    f"This is not ours, and the same file as {generated!r} where case is ignored.",
                    "Move or rename it.",
                )

    def _refuse_obstacle(self, path: str, wanted: str) -> None:
        self._refuse(
            codes.NOT_A_FILE,
            path,
            f"A generated {wanted} has to go here, where something else stands; links are not followed.",
            _ELSEWHERE,
        )

    def _own_folders(self) -> set[str]:
        """Folders that are there for generated files only as far as we know: they go when the last file goes."""
        return folders((*self.owned, *self.ours))

    def _is_file(self, path: str) -> bool:
        return path in self.entries and self.entries[path].kind == "file"

    def _is_current(self, path: str) -> bool:
        content = self.contents[path]
        return self.entries[path].size == len(content) and tree.read(self.here, path) == content

    def _may_lose(self, path: str) -> bool:
        """Whether what is in the file may go: it is as we wrote it, or the user said so."""
        if path in self.owned and (self.is_as_written or digest(tree.read(self.here, path)) == self.owned[path]):
            return True
        if self.force:
            self.forced.add(path)
            return True
        self._refuse_loss(path)
        return False

    def _refuse_loss(self, path: str) -> None:
        if path not in self.owned:
            what, todo = "This file is not ours, and a generated one has to go here.", "Move it away"
            self._refuse(codes.FOREIGN_FILE, path, what, f"{todo}, choose another --package, or pass --force.")
        elif path in self.contents:
            what, todo = "This file was edited after it was generated.", "Make the change in the document or a template"
            self._refuse(codes.HAND_EDITED_FILE, path, what, f"{todo}; then pass --force to give up the edit.")
        else:
            what = "This file is no longer generated, and was edited after it was."
            self._refuse(
                codes.HAND_EDITED_FILE, path, what, "Move it out of the package, or pass --force to delete it."
            )

    def _refuse(self, code: Code, path: str | Path, message: str, todo: str) -> None:
        file = (path if isinstance(path, Path) else self.folder / path).as_posix()
        self.conflicts.append(
            Diagnostic(
                code=code.name,
                severity=code.severity,
                message=message,
                span=Span(file=file, line=1, column=1),
                fix=Fix(description=todo),
            )
        )
