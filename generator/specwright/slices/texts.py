"""The text of the document that a package was made from, and where its units are: the memory of `retouching`.

A change of words is kept beside the text that is there, which is far larger.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from specwright.config import GenerateSettings
from specwright.slices.text import Stored
from specwright.slices.units import Beyond, Units
from specwright.unchanged import Recollection, stamp
from specwright.write import DAMAGED, DOCUMENT, UNITS, WORDS, keep, recall

__all__ = ["recalled", "remember", "text_of"]

_ASIDE: Final = 1 << 18
"""How many bytes of units are kept beside the text before it is written anew."""


def recalled(settings: GenerateSettings, last: Recollection) -> Units:
    """The units of the document as it was read by the last run. Raises `Beyond` where they are not remembered."""
    entry = settings.spec.resolve()
    if last.inputs != (entry,) or settings.overlays:
        raise Beyond("several files")
    with suppress(*DAMAGED):
        kept, state = stamp(last.folder / DOCUMENT), json.loads(recall(last.folder, WORDS))
        if kept and state["stamps"] == [last.stamps[str(entry)], kept]:
            units = Units(text=Stored(last.folder / DOCUMENT), spans=_spans(last.folder, kept))
            for pointer, text in state["units"].items():
                units = units.rewritten(pointer, text.encode())
            units.absent.update(map(str, state["absent"]))
            return units
    raise Beyond("another document, or none")


def _spans(folder: Path, kept: list[Any]) -> Mapping[str, tuple[int, int]]:
    """Where the units are in the text that is kept: remembered, or found for the first change of words that there is."""
    with suppress(*DAMAGED):
        found = json.loads(recall(folder, UNITS))
        if found["stamp"] == kept:
            return {str(pointer): (int(start), int(end)) for pointer, (start, end) in found["spans"].items()}
    units = Units.of(Stored(folder / DOCUMENT)[:])
    with suppress(OSError):
        _keep_spans(folder, units)
    return units.spans


def _keep_spans(folder: Path, units: Units) -> None:
    keep(folder, json.dumps({"stamp": stamp(folder / DOCUMENT), "spans": units.spans}).encode(), UNITS)


def text_of(spec: Path) -> Stored:
    """The text of a document. Raises `Beyond` where that is not as plain as it may be."""
    with suppress(OSError):
        text = Stored(spec)
        if spec.suffix == ".json" and text[:3] != BOM_UTF8:
            return text
    raise Beyond("no plain JSON")


def remember(folder: Path, spec: Path, units: Units | None = None) -> None:
    """Keep the text of the document of which the package in `folder` was made, with its units; what can't be kept is lost."""
    with suppress(Beyond, OSError, UnicodeDecodeError):
        if units is None:
            text_of(spec)
            keep(folder, spec, DOCUMENT)
            units = Units(text=b"", spans={})  # they are found when other words are, should there ever be any
        elif sum(map(len, units.put.values())) > _ASIDE:
            units = units.together()
            keep(folder, units.whole, DOCUMENT)
            _keep_spans(folder, units)
        state = {
            "stamps": [stamp(spec), stamp(folder / DOCUMENT)],
            "units": {pointer: text.decode() for pointer, text in units.put.items()},
            "absent": sorted(units.absent),
        }
        keep(folder, json.dumps(state).encode(), WORDS)
