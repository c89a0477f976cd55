"""Reading a document, step by step: file, tree, overlays, version, bundle, upgrade."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from specwright.collection import uncollected
from specwright.diagnostics import Sink, Span
from specwright.ingest import codes
from specwright.ingest.bundle import bundle
from specwright.ingest.copies import Excess
from specwright.ingest.document import Document, Node, Origin
from specwright.ingest.overlay import Origins, Overlay, apply_overlay
from specwright.ingest.references import Library, References
from specwright.ingest.source import Source, Unreadable, decode, read_bytes
from specwright.ingest.upgrade import upgrade

__all__ = ["read"]

_VERSION = re.compile(r"3\.[012](?:\.\d+)?(?:-.+)?")


def read(
    path: Path,
    *,
    sink: Sink,
    name: str | None = None,
    references: References | None = None,
    overlays: Sequence[Overlay] = (),
    upgraded: bool = True,
) -> Document | None:
    """The OpenAPI document at `path`, with every file that it refers to; `name` is what diagnostics call it.

    Returns `None` where it can't be used, for a reason that was reported to `sink`; raises nothing. `overlays` are applied
    to the document as it is written; `$ref`s are followed as far as `references` allows. Versions 2.0 (the Swagger 2.0
    specification) and 3.0 are upgraded, unless `upgraded` is false.
    """
    reading = _Reading(Path(path), name or str(path), references or References(), sink)
    with uncollected():
        return reading.document(overlays, upgraded=upgraded)


class _Reading:
    """One document on its way from a file to a tree."""

    def __init__(self, path: Path, name: str, references: References, sink: Sink) -> None:
        self.path, self.name, self.references, self.sink = path, name, references, sink

    def document(self, overlays: Sequence[Overlay], *, upgraded: bool) -> Document | None:
        source = _source(self.path, self.name, self.references, self.sink)
        root = None if source is None else source.parse(self.sink)
        if source is None or root is None:
            return None
        origins = Origins(self.name)
        for overlay in overlays:
            root = apply_overlay(root, overlay, self.sink, origins)
        if (version := _version(source, root, self.sink)) is None:
            return None
        drawn = tuple(overlay.source for overlay in overlays)
        library = Library(entry=source, root=root, references=self.references, sink=self.sink, overlays=drawn)
        document = self.settled(library, version, origins, upgraded=upgraded)
        again = _Reading(self.path, self.name, self.references, Sink())
        return document and replace(document, declared=lambda: again.document(overlays, upgraded=False))

    def settled(self, library: Library, version: str, origins: Origins, *, upgraded: bool) -> Document | None:
        """The document, bundled and upgraded."""
        moved: Mapping[str, Origin] = bundle(library, origins.moved, version=version)
        root = library.root
        try:
            if upgraded:
                root, moved = upgrade(root, version, moved, file=self.name)
        except Excess as excess:
            self.sink.report(excess.code, excess.message, span=Span(file=self.name, line=1, column=1))
            return None
        return Document(
            file=self.name,
            root=root,
            declared_version=version,
            locate=library.span,
            moved=moved,
            source=lambda: library.entry.parse(Sink()),
            opened=library.opened,
            inputs=lambda: tuple(library.wanted),
        )


def _source(path: Path, name: str, references: References, sink: Sink) -> Source | None:
    try:
        unsaved = references.unsaved.get(path.resolve()) if references.unsaved else None
        content = read_bytes(path, references.size) if unsaved is None else unsaved
        return decode(path, name, content, sink)
    except Unreadable as error:
        message = f"`{name}` can't be read: {error}"
        sink.report(codes.FILE_UNREADABLE, message, span=Span(file=name, line=1, column=1))
        return None


def _version(source: Source, root: Node, sink: Sink) -> str | None:
    """The version that a document declares; reports what was found instead of one that can be read."""
    if type(root) is not dict:
        kind = "a list" if type(root) is list else f"`{str(root)[:40]}`"
        message = f"an OpenAPI document is an object, and this is {kind}"
        sink.report(codes.NOT_OBJECT, message, span=source.locate(""))
        return None
    for field in ("openapi", "swagger"):
        if field in root:
            return _known(source, field, root[field], sink)
    keys = ", ".join(f"`{key[:40]}`" for key in list(root)[:5]) or "none at all"
    message = f"there is no `openapi` key (nor `swagger`), so this is not an OpenAPI document; its keys are {keys}"
    sink.report(codes.VERSION, message, span=Span(file=source.name, line=1, column=1))
    return None


def _known(source: Source, field: str, declared: Node, sink: Sink) -> str | None:
    version = str(declared) if type(declared) in (str, float) else ""  # `openapi: 3.1` is a number to YAML
    if (field == "swagger" and version == "2.0") or (field == "openapi" and _VERSION.fullmatch(version)):
        return version
    shown = str(declared)[:40] if type(declared) in (str, int, float, bool) else type(declared).__name__
    message = f"`{field}: {shown}` is not a version that can be read; 2.0, 3.0, 3.1 and 3.2 are"
    sink.report(codes.VERSION, message, span=source.locate(f"/{field}"), pointer=f"/{field}")
    return None
