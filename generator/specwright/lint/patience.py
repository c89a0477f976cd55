"""A limit of time for code of others that runs in this process."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["OutOfTime", "patience"]


class OutOfTime(BaseException):
    """The time is over; not an `Exception`, so that no `except Exception` in the code of others takes it."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in the block when it takes longer.

    On the main thread, where there are timers, whatever waits is interrupted, too. Elsewhere the exception is raised with
    the next step of Python's.
    """
    on_main = threading.current_thread() is threading.main_thread()
    with _by_signal(seconds) if on_main and hasattr(signal, "setitimer") else _by_watcher(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    # Again and again, for code that takes the first one.
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_watcher(seconds: float) -> Iterator[None]:
    thread, done, lock = threading.get_ident(), False, threading.Lock()

    def stop() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            done = True
