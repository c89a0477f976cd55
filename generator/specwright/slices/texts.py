"""The text of the document that a package was made from, and where its units are: the memory of `retouching`."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from contextlib import suppress
from pathlib import Path

from specwright.config import GenerateSettings
from specwright.slices.units import Beyond, Units
from specwright.unchanged import Recollection, stamp
from specwright.write import DAMAGED, DOCUMENT, UNITS, keep, recall

__all__ = ["recalled", "remember", "text_of"]


def recalled(settings: GenerateSettings, last: Recollection) -> Units:
    """The units of the document as it was read by the last run. Raises `Beyond` where they are not remembered."""
    entry = settings.spec.resolve()
    if last.inputs != (entry,) or settings.overlays:
        raise Beyond("several files")
    with suppress(*DAMAGED):
        state = json.loads(recall(last.folder, UNITS))
        copied = [last.stamps[str(entry)], stamp(last.folder / DOCUMENT)]
        if state["stamps"] == copied:
            spans = {str(pointer): (int(start), int(end)) for pointer, (start, end) in state["spans"].items()}
            return Units(text=recall(last.folder, DOCUMENT), spans=spans)
    raise Beyond("another document, or none")


def text_of(spec: Path) -> bytes:
    """The text of a document. Raises `Beyond` where that is not as plain as it may be."""
    with suppress(OSError):
        text = spec.read_bytes()
        if spec.suffix == ".json" and text[:3] != BOM_UTF8:
            return text
    raise Beyond("no plain JSON")


def remember(folder: Path, spec: Path, units: Units | None = None) -> None:
    """Keep the text of the document of which the package in `folder` was made, with its units; what can't be kept is lost."""
    with suppress(Beyond, OSError, UnicodeDecodeError):
        units = units or Units.of(text_of(spec))
        keep(folder, units.text, DOCUMENT)
        state = {"stamps": [stamp(spec), stamp(folder / DOCUMENT)], "spans": units.spans}
        keep(folder, json.dumps(state).encode(), UNITS)
