"""`$ref`s: where one leads, and which ones lead to a place. They are found in the text, so that it may be broken elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from specwright.ingest.document import escape, split
from specwright.ingest.positions import find
from specwright.ingest.source import Source
from specwright.lsp.outline import outline

__all__ = ["Target", "place", "pointer_at", "reference_at", "references"]

_REFERENCE = re.compile(r"""\$ref["']?[ \t]*:[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s,}\]"']+))""")
_MAPPED = re.compile(r"""["']?([^\s"'{}\[\],]*#/[^\s"'{}\[\],]*)""")
"""References without a `$ref`, as in the mapping of a discriminator."""


class Target(NamedTuple):
    """A place that a reference names: a file, and a JSON Pointer in it."""

    path: Path
    pointer: str


def reference_at(source: Source, offset: int) -> Target | None:
    """What the reference around a character leads to; `None` where there is none, or it leads out of the files."""
    start = source.text.rfind("\n", 0, offset) + 1
    end = source.text.find("\n", offset)
    line = source.text[start : end if end >= 0 else len(source.text)]
    for pattern in (_REFERENCE, _MAPPED):
        for match in pattern.finditer(line):
            if match.start() <= offset - start <= match.end():
                return _target(match[match.lastindex or 0], source.path)
    return None


def references(source: Source, target: Target) -> Iterator[tuple[int, int]]:
    """Where the text refers to a place."""
    for match in _REFERENCE.finditer(source.text):
        group = match.lastindex or 0
        if _target(match[group], source.path) == target:
            yield match.span(group)


def _target(reference: str, path: Path) -> Target | None:
    file, _, fragment = reference.partition("#")
    if "://" in file or file.startswith("//") or (fragment and not fragment.startswith("/")):
        return None
    try:
        home = Path(os.path.realpath(path.parent / unquote(file))) if file else path
    except (OSError, ValueError):
        return None
    return Target(home, unquote(fragment))


def place(source: Source, pointer: str) -> tuple[int, int] | None:
    """The key at a JSON Pointer, or the value where it has no key; `None` where the text has no such place."""
    top = here = outline(source)
    for step in split(pointer):
        here = here.child(step) if here else None
    return find(top, pointer, key=True) if top and here else None


def pointer_at(source: Source, offset: int) -> str | None:
    """The JSON Pointer of the innermost node whose key is at a character; `None` where there is no key."""
    here, pointer, found = outline(source), "", None
    while here is not None:
        inner = next(
            (
                (step, below)
                for step, below in here.inside.items()
                if (below.key_start if below.key_start >= 0 else below.start) <= offset <= below.end
            ),
            None,
        )
        if inner is None:
            return found
        step, here = inner
        pointer = f"{pointer}/{escape(step)}"
        if here.key_start <= offset <= here.key_end:
            found = pointer
    return found
