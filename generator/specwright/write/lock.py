"""One run at a time in a folder."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: a folder in use can't be renamed there, which is lock enough
    fcntl = None  # type: ignore[assignment]

__all__ = ["Busy", "locked"]

_PATIENCE = 10.0
_PAUSE = 0.02


class Busy(OSError):
    """Another run is writing to the folder."""


@contextmanager
def locked(folder: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold `folder` against other runs, waiting for them up to `patience` seconds; raises `Busy` after that.

    The lock is on the folder itself (flock(2)): it leaves no file behind, and the system drops it with its process.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _take(descriptor, folder, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno in (errno.ENOTSUP, errno.EINVAL, errno.ENOLCK, errno.EBADF):
                return None  # a file system without locks (some network mounts): go on as before
            if time.monotonic() > deadline:
                raise Busy(errno.EBUSY, "another run of specwright is writing here", str(folder)) from None
        time.sleep(_PAUSE)
