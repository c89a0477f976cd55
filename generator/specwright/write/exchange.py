"""Put a new folder in the place of an old one in a single step."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from specwright.write.place import retired, staging

__all__ = ["exchange", "swap_in"]

_AT_FDCWD = -100
_EXCHANGE = 2
"""`RENAME_EXCHANGE` of renameat2(2), Linux 3.15, and `RENAME_SWAP` of renamex_np(2), macOS 10.12: the same number."""
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def swap_in(folder: Path) -> None:
    """Make the staging folder the package folder; the old tree, where there was one, is then in the staging folder.

    One system call on Linux and macOS. Where the file system has no exchange it takes two renames, and a run killed
    between them leaves the old tree beside its place; `recover` puts it back at the next start. Raises `OSError`, with the
    old tree in its place.
    """
    if not os.path.lexists(folder):
        os.rename(staging(folder), folder)
    elif not exchange(str(folder), str(staging(folder))):
        _swap_in_two_steps(folder)


def exchange(one: str, other: str) -> bool:
    """Swap two folders; False where the system or the file system can't. Raises `OSError` on other failures."""
    call = _system_call()
    if call is None:
        return False
    number = call(os.fsencode(one), os.fsencode(other))
    if number == 0 or number in _UNSUPPORTED:
        return number == 0
    raise OSError(number, os.strerror(number), one)


@cache
def _system_call() -> Callable[[bytes, bytes], int] | None:
    """What swaps two paths, and says the number of an error, or 0; None where the system has no such."""
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes  # here: where nothing stands yet, there is nothing to swap

    library = ctypes.CDLL(None, use_errno=True)
    name, where = ("renamex_np", ()) if sys.platform == "darwin" else ("renameat2", (_AT_FDCWD,))
    call = getattr(library, name, None)
    if call is None:
        return None

    def swap(one: bytes, other: bytes) -> int:
        return ctypes.get_errno() or errno.EIO if call(*where, one, *where, other, ctypes.c_uint(_EXCHANGE)) else 0

    return swap


def _swap_in_two_steps(folder: Path) -> None:
    os.rename(folder, retired(folder))
    try:
        os.rename(staging(folder), folder)
    except BaseException:
        os.rename(retired(folder), folder)
        raise
    os.rename(retired(folder), staging(folder))
