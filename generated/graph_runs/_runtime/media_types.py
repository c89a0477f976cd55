"""Media types: what kind of content they stand for, and which documented one an actual Content-Type means (RFC 9110, 8.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from .operation import Content

__all__ = ["Kind", "charset_of", "essence", "kind_of", "match_content"]

Kind: TypeAlias = Literal[
    "json", "form", "multipart", "text", "binary", "events", "lines", "any"
]

_CHARSET = r""";\s*charset\s*=\s*"?([^\s";]+)"""
_KINDS: dict[str, Kind] = {
    "*/*": "any",
    "application/*": "any",
    "application/json": "json",
    "text/json": "json",
    "application/x-www-form-urlencoded": "form",
    "text/event-stream": "events",
    "application/jsonl": "lines",
    "application/x-jsonl": "lines",
    "application/x-ndjson": "lines",
    "application/ndjson": "lines",
    "application/json-seq": "lines",
    "application/xml": "text",
    "application/yaml": "text",
    "application/x-yaml": "text",
    "application/javascript": "text",
}


def essence(media_type: str) -> str:
    """`type/subtype` in lower case, without parameters."""
    return media_type.partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str | None:
    """The `charset` parameter, if any."""
    found = re.search(_CHARSET, content_type, re.IGNORECASE)
    return found[1] if found else None


@lru_cache(maxsize=1024)
def kind_of(media_type: str) -> Kind:
    """How content of a media type (or media range) is read and written."""
    name = essence(media_type)
    if known := _KINDS.get(name):
        return known
    if name.endswith("+json"):
        return "json"
    if name.startswith("multipart/"):
        return "multipart"
    return (
        "text"
        if name.startswith("text/") or name.endswith(("+xml", "+yaml"))
        else "binary"
    )


def match_content(
    contents: Iterable[Content], content_type: str | None
) -> Content | None:
    """The documented content for an actual media type: the same one, else a range, else another JSON for JSON.

    Without a Content-Type the only documented content is assumed. None when nothing fits.
    """
    listed = tuple(contents)
    if not content_type:
        return listed[0] if len(listed) == 1 else None
    name = essence(content_type)
    for wanted in (name, f"{name.partition('/')[0]}/*", "*/*"):
        for content in listed:
            if essence(content.media_type) == wanted:
                return content
    kin = (
        content
        for content in listed
        if kind_of(name) == "json" == kind_of(content.media_type)
    )
    return next(kin, None)
