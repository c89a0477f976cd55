"""Working without garbage collection.

Trees grow by millions of containers, none of them garbage; being searched for some takes longer than making them (20 MB of
JSON: 0.4 s against 1 s; a package from 13 MB: 3.0 s against 3.6 s).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["spared", "uncollected", "uncollected_to_the_end"]

_spared: list[object] = []
_ending: list[bool] = []


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch garbage collection off for a while; a decorator, too. Left off if it was off."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def uncollected_to_the_end() -> Iterator[None]:
    """The same for the rest of the process: what is there would be searched as a whole before it ends (0.2 s of 3.5 s)."""
    gc.disable()
    _ending.append(True)
    yield
    gc.freeze()


def spared(thing: object = None) -> None:
    """Keep a thing until this is called again, should the process end before (`uncollected_to_the_end`): to free the trees of a
    document of 13 MB one object at a time takes 20 ms."""
    _spared[:] = [thing] if _ending else []
