"""The whole stage: read the pages, check them, emit the tree, apply the overlay, write YAML."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specwright.diagnostics import Sink, Span
from specwright.document_text import yaml_text
from specwright.ingest.overlay import apply_overlay, read_overlay

from .arrange import arranged
from .catalog import catalog
from .checks import check
from .emit import document
from .findings import NO_PAGES, PAGE_UNREADABLE
from .page import Kind, Page
from .parse import parse
from .policy import Policy

__all__ = ["Transcription", "pages_of", "transcribe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """An OpenAPI 3.1 document: its YAML text and its tree."""

    text: str
    document: dict[str, Any]


def transcribe(
    pages: Sequence[Path], *, overlay: Path | None, policy: Policy, sink: Sink, root: Path | None = None
) -> Transcription | None:
    """Transcribe pages; a folder stands for every `*.md` below it, in the order of their paths.

    `root` is the folder that `x-source` names pages from; without it, the current folder, or what the pages have in
    common where they lie outside. Returns None when no page can be used; everything else is a finding in `sink`.
    """
    files = pages_of(pages)
    named = _sources(files, root or Path.cwd())
    read = [page for file in files if (page := _page(file, named[file], sink))]
    useful = [page for page in read if page.kind is not Kind.OTHER]
    if not useful:
        sink.report(NO_PAGES, "None of the files documents an API or a resource")
        return None
    types = catalog(useful, policy)
    check(useful, types, policy, sink)
    tree = document(useful, types, policy)
    decisions = read_overlay(overlay, sink) if overlay else None
    tree = arranged(apply_overlay(tree, decisions, sink) if decisions else tree)
    return Transcription(text=yaml_text(tree), document=tree)


def pages_of(paths: Sequence[Path]) -> list[Path]:
    """The files of pages: those that are named, and every `*.md` below the folders, each once."""
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.rglob("*.md"), key=lambda file: file.as_posix())
    else:
        yield path


def _page(file: Path, source: str, sink: Sink) -> Page | None:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        sink.report(PAGE_UNREADABLE, f"The page cannot be read: {why}", span=Span(file=str(file), line=1, column=1))
        return None
    return parse(text, file=str(file), source=source, folder=file.parent.name)


def _sources(files: Sequence[Path], root: Path) -> dict[Path, str]:
    """The names of pages in the document: relative, with slashes, and the same wherever the checkout lies."""
    resolved = {file: file.absolute() for file in files}
    home = Path(os.path.abspath(root))
    if not all(path.is_relative_to(home) for path in resolved.values()) and resolved:
        home = Path(os.path.commonpath([path.parent for path in resolved.values()]))
    return {file: Path(os.path.relpath(path, home)).as_posix() for file, path in resolved.items()}
