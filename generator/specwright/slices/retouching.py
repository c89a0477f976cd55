"""A change of words: of a document of which nothing else is different, only what shows these words is read and made.

The units with other words, and all in which these may be shown, are generated twice, as they were and as they are. What is
different in the two results is put into the package that stands there, where the first of them has to be found as it is. So
nothing is taken for granted of what words may do; a change that does anything else is `Beyond` this, and makes everything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from mmap import mmap
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from specwright import pipeline
from specwright.collection import uncollected
from specwright.config import GenerateSettings, shown
from specwright.diagnostics import Diagnostic, Sink
from specwright.ingest.document import encoded, split
from specwright.pipeline import Lowered
from specwright.render import Artifact, render_differences
from specwright.slices.change import changed, only_words_differ
from specwright.slices.excerpt import excerpt, users
from specwright.slices.moving import moved
from specwright.slices.pieces import transplanted
from specwright.slices.text import Text
from specwright.slices.texts import recalled, text_of
from specwright.slices.units import Beyond, Units, read
from specwright.unchanged import Recollection
from specwright.write import tree, written

__all__ = ["Retouching", "retouched"]

_SERVED = "server/openapi.json"
_Text = TypeVar("_Text", bytes, mmap)


class Retouching(Struct, frozen=True, kw_only=True):
    """The files that a change of words alters, the SHA-256 of all others, the name lock, what is to be said of the document,
    and its units."""

    files: tuple[Artifact, ...]
    kept: Mapping[str, str]
    names: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    units: Units


@uncollected()
def retouched(settings: GenerateSettings, last: Recollection) -> Retouching | None:
    """What became of a package with the words of its document; None where more has changed, or that can't be told."""
    if settings.models != "pydantic":
        return None
    with suppress(Beyond):
        units = recalled(settings, last)
        return _retouched(settings, last, units, text_of(settings.spec))
    return None


def _retouched(settings: GenerateSettings, last: Recollection, units: Units, text: Text) -> Retouching:
    change = changed(units.text, text)
    unit = units.covering(change.start, change.old)
    if unit is None or len(text) == len(units.text) == change.start:
        raise Beyond("more than one unit, or none")
    start, end = units.spans[unit]
    come = text[start : end + len(text) - len(units.text)]
    if not only_words_differ(units.value(unit), read(come)):
        raise Beyond("more than words")
    manifest = written(last.folder)
    reached = users(units, unit)
    diagnostics = moved(last.diagnostics, shown(settings.spec), units, text, change)
    now = units.rewritten(unit, come)
    (old, said), (new, says) = (
        _lowered(settings, excerpt(each, reached), last.folder, manifest.names) for each in (units, now)
    )
    if old.api.names != new.api.names or said != says:
        raise Beyond("words that decide on names, or are complained of")
    files = _modules(last.folder, old, new) | _document(last.folder, unit, old, new)
    return Retouching(
        files=tuple(Artifact(path=path, content=content) for path, content in files.items()),
        kept={path: digest for path, digest in manifest.files.items() if path not in files},
        names=manifest.names,
        diagnostics=diagnostics,
        units=now,
    )


def _lowered(
    settings: GenerateSettings, document: Mapping[str, Any], folder: Path, names: Mapping[str, str]
) -> tuple[Lowered, list[Any]]:
    """What is decided of an excerpt, and what is said of it."""
    sink, unsaved = Sink(), {settings.spec.resolve(): json.dumps(document).encode()}
    lowered = pipeline.lowered(settings, sink, locks={folder.name: names}, unsaved=unsaved)
    if lowered is None:
        raise Beyond("an excerpt that can't be used")
    return lowered, [(found.code, found.message, found.pointer) for found in sink]


def _modules(folder: Path, old: Lowered, new: Lowered) -> dict[str, bytes]:
    """The modules that show the words, as they are to be."""
    differences = render_differences(old.api, new.api, old.options)
    if differences is None:
        raise Beyond("other modules")
    return {path: _transplanted(folder, path, *pair) for path, pair in differences.items()}


def _transplanted(folder: Path, path: str, old: bytes, new: bytes) -> bytes:
    text = transplanted(_standing(folder, path, tree.read), old, new)
    if text is None:
        raise Beyond("a module that is not like its excerpt")
    return text


def _document(folder: Path, unit: str, old: Lowered, new: Lowered) -> dict[str, bytes]:
    """The document that the server serves, as it is to be; nothing where no server does."""
    before, after = old.options.document, new.options.document
    if before is None or after is None or before == after:
        return {}
    path = old.options.root + _SERVED
    gone, come = (_member(each, unit) for each in (old, new))
    if _swapped(before, gone, come) != after:
        raise Beyond("words that stand elsewhere, too")
    return {path: _swapped(_standing(folder, path, tree.mapped), gone, come)}


def _member(lowered: Lowered, unit: str) -> bytes:
    """A unit as it is served, with its key; upgrading may have put it elsewhere."""
    document = lowered.document
    moved = [
        pointer + unit.removeprefix(origin.pointer)
        for pointer, origin in document.moved.items()
        if f"{unit}/".startswith(f"{origin.pointer}/")
    ]
    for pointer in (unit, *moved):
        with suppress(KeyError):
            return b":".join(map(encoded, (split(pointer)[-1], document.at(pointer))))
    raise Beyond("a unit that is gone")


def _swapped(text: bytes | mmap, old: bytes, new: bytes) -> bytes:
    at, whole = text.find(old), memoryview(text)
    if at < 0 or text.find(old, at + 1) >= 0:
        raise Beyond("a unit that is not found once")
    return b"".join((whole[:at], new, whole[at + len(old) :]))


def _standing(folder: Path, path: str, read: Callable[[Path, str], _Text]) -> _Text:
    try:
        return read(folder, path)
    except (OSError, ValueError):
        raise Beyond("a file that is gone, or empty") from None
