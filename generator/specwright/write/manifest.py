"""The manifest: which files of a package are ours, what they held, and the names that were given."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from msgspec import DecodeError, Struct, field
from msgspec import json as fast

from specwright.write.paths import why_unsafe

__all__ = ["FORMAT", "MANIFEST", "Manifest", "Unreadable", "digest"]

MANIFEST = ".specwright/manifest.json"
FORMAT = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Unreadable(ValueError):
    """The text is no manifest of ours."""


class Manifest(Struct, frozen=True, kw_only=True):
    """SHA-256 of each file by path, and the name lock: for each pointer, the name it was given.

    It is committed with the output, so its bytes depend on these two alone: no date, no version, no time stamp.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def dump(self) -> bytes:
        """The manifest as JSON, one entry a line so that changes merge and read well."""
        tables = {"files": self.files, "format": FORMAT, "names": self.names}
        with suppress(UnicodeEncodeError):  # halves of surrogates
            text = fast.format(fast.encode(tables, order="sorted"), indent=1)
            if text.isascii() and b"\x7f" not in text:  # which `json` escapes
                return text + b"\n"
        return json.dumps(tables, indent=1, sort_keys=True).encode() + b"\n"

    @staticmethod
    @lru_cache(maxsize=1)  # a run looks at the same one more than once
    def parse(content: bytes) -> Manifest:
        """Read a manifest back; raises `Unreadable`, saying why."""
        loaded = _loaded(content)
        for path, sha256 in loaded.files.items():
            if why_unsafe(path) or not _DIGEST.fullmatch(sha256):
                raise Unreadable(f"the entry {path!r} is not one of ours")
        return Manifest(files=loaded.files, names=loaded.names)


class _Loaded(Struct):
    files: dict[str, str]
    format: int
    names: dict[str, str]


def _loaded(content: bytes) -> _Loaded:
    """What a manifest holds; `json` is slower, but reads halves of surrogates, too."""
    with suppress(DecodeError, UnicodeDecodeError, RecursionError):
        return fast.decode(content, type=_Loaded)
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError):
        raise Unreadable("it is not JSON") from None
    if not isinstance(loaded, dict) or not isinstance(loaded.get("format"), int):
        raise Unreadable("it is not a manifest")
    _insist_known(loaded["format"])  # before the rest, which may have changed
    return _Loaded(files=_texts(loaded.get("files")), format=loaded["format"], names=_texts(loaded.get("names")))


def _insist_known(format: int) -> None:
    if format > FORMAT:
        raise Unreadable(f"a newer Specwright wrote it (format {format}, known up to {FORMAT})")


def _texts(table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise Unreadable("it is not a manifest")
    return table


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
