"""The manifest: which files of a package are ours, what they held, and the names that were given."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct, field

from specwright.write.paths import why_unsafe

__all__ = ["FORMAT", "MANIFEST", "Manifest", "Unreadable", "digest"]

MANIFEST = ".specwright/manifest.json"
FORMAT = 1
_quoted: Final = json.encoder.encode_basestring_ascii
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
        files, names = _table(self.files), _table(self.names)
        return f'{{\n "files": {files},\n "format": {FORMAT},\n "names": {names}\n}}\n'.encode()

    @staticmethod
    @lru_cache(maxsize=1)  # a run looks at the same one more than once
    def parse(content: bytes) -> Manifest:
        """Read a manifest back; raises `Unreadable`, saying why."""
        try:
            loaded = json.loads(content)
        except (ValueError, RecursionError):
            raise Unreadable("it is not JSON") from None
        if not isinstance(loaded, dict) or not isinstance(loaded.get("format"), int):
            raise Unreadable("it is not a manifest")
        if loaded["format"] > FORMAT:
            raise Unreadable(f"a newer Specwright wrote it (format {loaded['format']}, known up to {FORMAT})")
        files, names = _texts(loaded.get("files")), _texts(loaded.get("names"))
        for path, sha256 in files.items():
            if why_unsafe(path) or not _DIGEST.fullmatch(sha256):
                raise Unreadable(f"the entry {path!r} is not one of ours")
        return Manifest(files=files, names=names)


def _table(texts: Mapping[str, str]) -> str:
    """An object whose values are strings, sorted; `json` itself takes ten times as long for one that is indented."""
    lines = ",\n".join(f"  {_quoted(key)}: {_quoted(texts[key])}" for key in sorted(texts))
    return f"{{\n{lines}\n }}" if texts else "{}"


def _texts(table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise Unreadable("it is not a manifest")
    return table


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
