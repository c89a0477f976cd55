"""Descriptions: what the document says, arranged for docstrings. All of it stays `Wire`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from specwright.lower.api import Bounded, Bounds, ListOf, TypeRef
from specwright.render.markup import readable
from specwright.render.quote import Wire
from specwright.render.views import DocView

__all__ = ["bounds_note", "default_note", "doc", "example_note", "noted", "says_something", "sentence"]

_SILENT: Final = frozenset({
    "a", "an", "and", "code", "default", "http", "is", "ok", "okay", "operation", "request", "response", "responses",
    "result", "results", "status", "success", "successful", "successfully", "the", "was", "200", "201",
})  # fmt: skip
"""Words that tell no more of an answer than that there is one."""

_LONGEST_EXAMPLE = 60
_REMEMBERED: Final = 20_000
"""Texts that stand in clients and server alike are arranged once."""
_DEFAULT: Final = "Defaults to "
_NOTHING: Final = Wire("")


@lru_cache(maxsize=_REMEMBERED)
def doc(text: str, *notes: str, fallback: str = "") -> DocView:
    """The first paragraph of a text, and the rest of it. `notes` are sentences of ours: they follow a text of one line
    on that line, and a longer one as its last paragraph."""
    text = readable(text.strip()) or fallback
    summary, _, details = text.replace("\r\n", "\n").partition("\n\n")
    added = " ".join(_unsaid(text, notes)) if notes else ""
    if not details.strip() and "\n" not in summary:
        return DocView(summary=Wire(f"{_stopped(summary)} {added}".lstrip() if added else summary), details=_NOTHING)
    return DocView(summary=Wire(summary), details=Wire("\n\n".join(filter(None, [details.strip(), added]))))


@lru_cache(maxsize=_REMEMBERED)
def noted(text: str, *notes: str) -> str:
    """A description as a sentence, and what is to be said beside it."""
    return " ".join(filter(None, [sentence(text), *_unsaid(text, notes)]))


def _unsaid(text: str, notes: Iterable[str]) -> Iterator[str]:
    """The notes, without those that the text makes itself."""
    return (note for note in notes if note and not _says(text, note))


def _says(text: str, note: str) -> bool:
    """Whether a text makes a note itself: `(deprecated)`, `is read-only`, `by default 10`."""
    told = note.removesuffix(".")
    if told.startswith(_DEFAULT):
        value = told.removeprefix(_DEFAULT).strip('`"')
        return _stands_in(text, value) and bool(re.search(r"defaults?\b", text, re.IGNORECASE))
    if text.isascii() and told.partition("-")[0].lower() not in text.lower():
        return False  # the usual case; the expression below would be compiled for one note
    topic = re.escape(told).replace(r"\-", "[- ]?")
    return bool(re.search(rf"(?:^\W*|[*(\[]|\b(?:is|are|been) ){topic}\b", text, re.IGNORECASE))


def _stands_in(text: str, word: str) -> bool:
    """Whether a word is in a text, and no part of a longer one; an expression for each would be compiled for each."""
    start = text.find(word)
    while start >= 0 and word:
        around = f"{text[start - 1 : start]}{text[start + len(word) : start + len(word) + 1]}"
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return True
        start = text.find(word, start + 1)
    return not word


@lru_cache(maxsize=_REMEMBERED)
def sentence(text: str) -> str:
    """A text with a full stop at its end, where it has no other sign there."""
    return _stopped(readable(text.strip()))


def _stopped(text: str) -> str:
    text = text.strip()
    if "\u3040" <= text[-1:] <= "\u9fff":  # kana and Chinese characters
        return f"{text}\u3002"
    return f"{text}." if text[-1:].isalnum() or text[-1:] in tuple(")]`\"'") else text


def says_something(text: str) -> bool:
    """Whether a description of an answer is more than "OK" or "Successful response"."""
    return not _SILENT.issuperset(re.findall(r"\w+", text.casefold()))


def default_note(default: Any) -> str:
    """A sentence that tells the default."""
    return f"{_DEFAULT}`{json.dumps(default, ensure_ascii=False)}`."


def bounds_note(type_: TypeRef) -> str:
    """A sentence that tells the bounds of a type, which signatures leave out; nothing where there are none."""
    if not isinstance(type_, Bounded):
        return ""
    unit = "items" if isinstance(type_.inner, ListOf) else "characters"
    said = ", ".join(_limits(type_.bounds, unit))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _limits(bounds: Bounds, unit: str) -> Iterator[str]:
    given = (
        ("at least {}", bounds.minimum),
        ("at most {}", bounds.maximum),
        ("more than {}", bounds.exclusive_minimum),
        ("less than {}", bounds.exclusive_maximum),
        ("a multiple of {}", bounds.multiple_of),
        (f"at least {{}} {unit}", bounds.min_length),
        (f"at most {{}} {unit}", bounds.max_length),
        ("matching `{}`", bounds.pattern),
    )
    return (phrase.format(value) for phrase, value in given if value is not None)


def example_note(examples: Sequence[Any]) -> str:
    """A sentence that tells the first example, should it be short enough to help."""
    shown = (json.dumps(example, ensure_ascii=False) for example in examples if example not in (None, "", [], {}))
    short = next((text for text in shown if len(text) <= _LONGEST_EXAMPLE and "`" not in text), "")
    return f"Example: `{short}`." if short else ""
