"""A folder of results by key, which processes and machines may share.

An entry is one file, written beside its place and renamed, so a reader finds all of it or nothing. It begins with a digest of
its key and content: one that does not fit is as good as none, and the next run puts a whole one there.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import zlib
from contextlib import suppress
from pathlib import Path

from specwright.write.disk import create

__all__ = ["Store"]

_FORMAT = "1"
_DIGEST = hashlib.sha256().digest_size
_LARGEST = 2**30
"""How large a result may be, in bytes."""


class Store:
    """Results in `folder`, which is made when the first is kept; keys are digests in hexadecimal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, key: str) -> bytes | None:
        """What was kept under `key`; None where that is nothing, or not whole."""
        place = self._place(key)
        with suppress(OSError, zlib.error):
            content = place.read_bytes() if place.is_file() else b""
            if content[:_DIGEST] == _digest(key, content[_DIGEST:]):
                os.utime(place)  # what is in use is young, for who cleans up by age
                return _inflated(content[_DIGEST:])
        return None

    def keep(self, key: str, result: bytes) -> None:
        """Keep a result. Raises `OSError` where that can't be done; what was there stays then."""
        place = self._place(key)
        self._make_folders(place.parent)
        packed = zlib.compress(result, level=1)
        beside = place.with_name(f".{key}.{secrets.token_hex(8)}")
        try:
            create(str(beside), _digest(key, packed) + packed, 0o666, flush=False)
            os.replace(beside, place)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise

    def _place(self, key: str) -> Path:
        return self._folder / _FORMAT / key[:2] / key

    def _make_folders(self, place: Path) -> None:
        """A folder that is ours from the start is nothing that git should see; one that was there is somebody's."""
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                create(str(self._folder / ".gitignore"), b"*\n", 0o666, flush=False)
        place.mkdir(parents=True, exist_ok=True)


def _digest(key: str, packed: bytes) -> bytes:
    return hashlib.sha256(key.encode() + packed).digest()


def _inflated(packed: bytes) -> bytes | None:
    inflating = zlib.decompressobj()
    result = inflating.decompress(packed, _LARGEST)
    return result if inflating.eof else None
