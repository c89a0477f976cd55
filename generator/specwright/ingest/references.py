"""References into other files: what may be opened, and which file and pointer a `$ref` names."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct, field

from specwright.diagnostics import Code, Sink, Span
from specwright.ingest import codes
from specwright.ingest.document import Node, Origin, escape
from specwright.ingest.source import SIZE, Source, Unreadable, decode, read_bytes

__all__ = ["FILES", "Library", "References", "Refused", "resolve"]

FILES = 1_000
"""How many files one document may be split into."""


class References(Struct, frozen=True, kw_only=True):
    """What `$ref`s may make the reader open.

    `files`: references into `folder` (by default the folder of the document) and below, as relative paths and, where
    `folder` is given, as `file:` URLs; `size`: how many bytes all files may have together. Nothing is ever fetched.
    `unsaved`: files, by real path, whose content is to be taken from here and not from the disk.
    """

    files: bool = True
    folder: Path | None = None
    size: int = SIZE
    unsaved: Mapping[Path, bytes] = field(default_factory=dict)


class Refused(Exception):
    """A reference that is not followed, and why; never leaves the bundler."""

    def __init__(self, message: str, code: Code = codes.REF_REFUSED) -> None:
        super().__init__(message)
        self.code = code


class Library(Struct, kw_only=True, dict=True):
    """The files of one document, each opened and parsed once."""

    entry: Source
    root: Node
    references: References
    sink: Sink
    overlays: tuple[Source, ...] = ()
    """Files that parts of the root were written in, and that no reference leads to."""
    sources: dict[Path, Source | None] = field(default_factory=dict)
    trees: dict[str, Node] = field(default_factory=dict)
    _anchors: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.here = self.entry.path.resolve()
        self.folder = (self.references.folder or self.here.parent).resolve()
        self.sources[self.here] = self.entry
        self.wanted = {self.here: None}
        """The files that were asked for, found or not, in the order in which they were; a link and what it
        leads to."""
        self.trees[self.entry.name] = self.root
        self.left = self.references.size - len(self.entry.content)

    def locate(self, ref: str, base: Source, *, opened: bool = False) -> tuple[Source, str]:
        """The file and the fragment that `ref`, written in `base`, names; raises `Refused` where it is not followed.

        With `opened`, only files that are open already are looked at.
        """
        parts = _parts(ref)
        if not (parts.scheme or parts.netloc or parts.path):
            return base, parts.fragment
        if (pointer := self._identified(ref, parts, base)) is not None:
            return base, pointer
        self._admit(parts)
        return self._open(unquote(parts.path), base, opened), parts.fragment

    def span(self, origin: Origin, key: bool = False) -> Span:
        """The place of what was written at `origin`, or of its key; the start of a file that was never opened."""
        source = self.opened(origin.file)
        return source.locate(origin.pointer, key=key) if source else Span(file=origin.file, line=1, column=1)

    def opened(self, name: str) -> Source | None:
        """The file that diagnostics call `name`, if it was read."""
        known = (*self.sources.values(), *self.overlays)
        return next((source for source in known if source is not None and source.name == name), None)

    def pointer(self, source: Source, fragment: str) -> str:
        """The JSON Pointer that a fragment stands for: one written out, or the place of an `$anchor`.

        Raises `Refused` where there is no such anchor.
        """
        if fragment and not fragment.startswith("/"):
            anchors = self.anchors(source)
            if (anchor := f"#{unquote(fragment)}") not in anchors:
                raise Refused(f"there is no `$anchor: {fragment}` in {source.name}", codes.REF_UNRESOLVED)
            return anchors[anchor]
        if "%" not in fragment:
            return fragment
        decoded = unquote(fragment)
        tree = self.trees[source.name]
        return fragment if not resolve(tree, decoded)[0] and resolve(tree, fragment)[0] else decoded

    def anchors(self, source: Source) -> dict[str, str]:
        """Where the `$id`s, and, with a `#` before them, the `$anchor`s of a file are."""
        if source.name not in self._anchors:
            self._anchors[source.name] = _identifiers(self.trees[source.name])
        return self._anchors[source.name]

    def _identified(self, ref: str, parts: SplitResult, base: Source) -> str | None:
        """The fragment of `ref` in `base`, if `ref` names a schema there by its `$id`, or the document by its `$self`."""
        identifier = ref.partition("#")[0]
        anchors = self.anchors(base)
        if identifier not in anchors:
            return None
        inside = unquote(parts.fragment)
        if inside and not inside.startswith("/"):
            return anchors.get(f"#{inside}")
        return anchors[identifier] + inside

    def _admit(self, parts: SplitResult) -> None:
        if parts.scheme in ("http", "https") or (parts.netloc and not parts.scheme):
            raise Refused("remote references are not fetched; save the file beside this one, or below `--ref-root DIR`")
        if parts.scheme == "file" and self.references.folder is None:
            raise Refused("`file:` references are followed only below the folder that `--ref-root DIR` names")
        if parts.scheme not in ("", "file"):
            raise Refused(f"`{parts.scheme}:` references are not followed, and nothing here has this `$id`")
        if not self.references.files:
            raise Refused("references to other files are not followed (`files` of `References` is off)")

    def _open(self, path: str, base: Source, opened: bool) -> Source:
        real = _real(base.path.parent, path)
        named = Path(os.path.abspath(base.path.parent / path))
        if named != real and not opened:
            self.wanted[named] = None  # a link, or in a folder that is one
        if not real.is_relative_to(self.folder):
            raise Refused("it leads out of the folder that may be read; `--ref-root DIR` names another")
        if real not in self.sources and not opened:
            self.wanted[real] = None
            self.sources[real] = self._read(real)
        if (source := self.sources.get(real)) is None:
            raise Refused("that file can't be used", codes.REF_UNRESOLVED)
        return source

    def _read(self, real: Path) -> Source | None:
        """Open and parse a file; what is wrong inside it is reported there, and `None` remembered for it."""
        if len(self.sources) >= FILES:
            raise Refused(f"the document is split into more than {FILES:,} files", codes.EXPANSION)
        name = _name(self.entry.name, os.path.relpath(real, self.here.parent))
        try:
            unsaved = self.references.unsaved.get(real)
            content = read_bytes(real, self.left) if unsaved is None else unsaved
        except Unreadable as error:
            raise Refused(f"`{name}` can't be read: {error}", codes.REF_UNRESOLVED) from None
        self.left -= len(content)
        source = decode(real, name, content, self.sink)
        tree = None if source is None else source.parse(self.sink)
        if source is not None:
            self.trees[source.name] = tree
        return None if tree is None else source


def _real(folder: Path, path: str) -> Path:
    try:
        return Path(os.path.realpath(folder / path))
    except (OSError, ValueError):
        raise Refused("this is not the path of a file", codes.REF_UNRESOLVED) from None


def _name(entry: str, relative: str) -> str:
    """What diagnostics call a file: seen from where the name of the entry document is seen from."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry), relative.replace(os.sep, "/")))


def resolve(tree: Node, pointer: str) -> tuple[bool, Node]:
    """Whether `tree` has a node at a JSON Pointer, and that node."""
    node = tree
    for step in pointer.split("/")[1:]:
        if type(node) is dict:
            step = step.replace("~1", "/").replace("~0", "~")
            if step not in node:
                return False, None
            node = node[step]
        elif type(node) is list and step.isdecimal() and step.isascii() and len(step) < 10 and int(step) < len(node):
            node = node[int(step)]
        else:
            return False, None
    return True, node


def _parts(ref: str) -> SplitResult:
    try:
        return urlsplit(ref)
    except ValueError:
        raise Refused("this is not a URI reference (RFC 3986)", codes.REF_UNRESOLVED) from None


def _identifiers(tree: Node) -> dict[str, str]:
    """Pointers by `$id` (and `$self`), and by `#` and `$anchor` (JSON Schema 2020-12, section 8.2)."""
    found: dict[str, str] = {}
    todo: list[tuple[str, Node]] = [("", tree)]
    while todo:
        pointer, node = todo.pop()
        if type(node) is dict:
            for keyword, prefix in (("$self", ""), ("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#")):
                if type(name := node.get(keyword)) is str:
                    found.setdefault(prefix + name.removesuffix("#"), pointer)
            todo.extend((f"{pointer}/{escape(key)}", inner) for key, inner in node.items())
        elif type(node) is list:
            todo.extend((f"{pointer}/{index}", inner) for index, inner in enumerate(node))
    return found
