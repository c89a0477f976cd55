"""`python -m specwright` is the command."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

from specwright.cli import STOPPED, main

__all__ = ["command"]


def command() -> NoReturn:
    """`main` as a process of its own, which ends at once: to free the objects of a run one by one takes a tenth of it, and the
    system takes the memory back anyway."""
    code = main()
    threading = sys.modules.get("threading")
    is_watched = sys.getprofile() or sys.gettrace()  # by who has something to say at the end
    is_alone = threading is None or threading.active_count() == 1
    is_stopped = code in STOPPED  # threads may wait for the rest of what a worker said when it ended
    if not is_watched and (is_alone or is_stopped):
        atexit._run_exitfuncs()  # what the interpreter does first, too
        with suppress(OSError):
            _flush()
            os._exit(code)
    sys.exit(code)  # Python waits for threads, and complains of an output that can't be written


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


if __name__ == "__main__":
    command()
