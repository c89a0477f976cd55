"""The end of a process that is told to end: as with Ctrl-C, nothing is left that it made for a while."""

from __future__ import annotations

from typing import NoReturn

__all__ = ["Told", "end_when_told"]


class Told(KeyboardInterrupt):
    """Somebody wants this process to end: SIGTERM, as `kill` and CI send it. By itself that ends it between two instructions."""


def end_when_told() -> None:
    """Let SIGTERM raise `Told` in the main thread."""
    import signal  # here: a command that makes nothing has no need of it

    def unwind(_number: int, _frame: object) -> NoReturn:
        raise Told

    signal.signal(signal.SIGTERM, unwind)
