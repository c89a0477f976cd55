"""What services are called: after their tag, or after their paths where the tag has no words in Latin letters.

Services are modules, and names of modules are ASCII: letters with accents lose them, those of other scripts are
transliterated where no path has a better word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from specwright.lower.names import ascii_name, snake

__all__ = ["PREFIX", "Paths", "service_names"]

PREFIX = re.compile(r"api|rest|(?:v\d|\d)[\d._-]*+(?:(?:alpha|beta|preview|rc)\d*+)?", re.IGNORECASE)
"""Segments that paths begin with, and that tell nothing of an operation: versions, and that this is an API."""


class Paths:
    """The fixed segments of all operations' paths: which one tells the operations of a tag from the others."""

    def __init__(self, by_tag: Mapping[str, Iterable[str]]) -> None:
        self._by_tag = by_tag

    @cached_property
    def _everywhere(self) -> Counter[str]:
        return _counted(path for paths in self._by_tag.values() for path in paths)

    def word(self, tag: str) -> str:
        """The segment that most operations of the tag have and fewest others, the last of equals; `""` without any."""
        own = _counted(self._by_tag[tag])
        return max(reversed(own), key=lambda word: 2 * own[word] - self._everywhere[word], default="")


def service_names(tag: str, paths: Paths) -> list[str]:
    """Names for the service of a tag, best first."""
    spelled = tag if _is_latin(tag) else paths.word(tag) or tag
    plain = snake(ascii_name(spelled), fallback="service")
    return [plain, f"{plain}_service"]


def _counted(paths: Iterable[str]) -> Counter[str]:
    return Counter(word for path in paths for word in _segments(path))


def _segments(path: str) -> Iterator[str]:
    telling = (segment for segment in dict.fromkeys(path.split("/")) if "{" not in segment and _is_latin(segment))
    return (segment for segment in telling if not PREFIX.fullmatch(segment))


def _is_latin(text: str) -> bool:
    """Whether there are letters, and all of them Latin ones."""
    letters = list(filter(str.isalpha, unicodedata.normalize("NFKC", text)))
    return bool(letters) and all(c.isascii() or unicodedata.name(c, "").startswith("LATIN ") for c in letters)
