"""Which media type was sent, which may be answered: headers against the documented ones (RFC 9110, 8.3.1 and 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..media_types import essence
from ..operation import Content

__all__ = ["Accept", "documented", "parse_accept"]

_WEIGHT = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)


def _rank(media_type: str, media_range: str) -> int | None:
    """How narrowly a range names a media type: 2 exactly, 1 by its first half, 0 as `*/*`, None not at all.

    Both are essences; either may hold wildcards, for a document may describe `image/*`.
    """
    kind, _, subtype = media_type.partition("/")
    wanted_kind, _, wanted_subtype = media_range.partition("/")
    if media_type == media_range:
        return 2
    if kind == wanted_kind and "*" in (subtype, wanted_subtype):
        return 1
    return 0 if "*/*" in (media_type, media_range) else None


def documented(contents: Iterable[Content], media_type: str) -> Content | None:
    """The content that names a media type most narrowly, None when none does."""
    name = essence(media_type)
    ranked = [
        (found, each)
        for each in contents
        if (found := _rank(name, essence(each.media_type))) is not None
    ]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


@dataclass(frozen=True, slots=True)
class Accept:
    """An Accept header: media ranges with their weights."""

    ranges: tuple[tuple[str, float], ...]

    def weight(self, media_type: str) -> float:
        """How welcome a media type is, 0 to 1; the narrowest range that names it decides."""
        ranked = [
            (found, weight)
            for each, weight in self.ranges
            if (found := _rank(essence(media_type), each)) is not None
        ]
        return max(ranked)[1] if ranked else 0.0

    def best(self, media_types: Iterable[str]) -> str | None:
        """The most welcome media type, the first of equals; None when none is."""
        weighed = [(self.weight(each), each) for each in media_types]
        return (
            max(weighed, key=lambda pair: pair[0])[1]
            if any(weight for weight, _ in weighed)
            else None
        )


_ANYTHING = Accept((("*/*", 1.0),))


def parse_accept(header: str | None) -> Accept:
    """Read an Accept header; without one, or with one that says nothing, anything goes."""
    ranges: list[tuple[str, float]] = []
    for part in (header or "").split(","):
        media_range, *parameters = part.split(";")
        if "/" in media_range:
            weights = [
                float(found[1])
                for each in parameters
                if (found := _WEIGHT.fullmatch(each))
            ]
            ranges.append((essence(media_range), min(weights, default=1.0)))
    return Accept(tuple(ranges)) if ranges else _ANYTHING
