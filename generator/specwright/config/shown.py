"""How a path is called in what a person reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from msgspec import Struct

__all__ = ["OUTSIDE", "Ground", "seen_from", "shown"]

OUTSIDE = "\0outside/"
"""What the name of a file begins with that is outside of the working folder, where names may hold no absolute path."""


class Ground(Struct, frozen=True):
    """Where a run stands: the working folder `here`, and the folder `root` that holds it and all that the run reads."""

    here: Path
    root: Path


_GROUND: ContextVar[Ground | None] = ContextVar("ground", default=None)


def shown(path: Path) -> str:
    """`path` relative to the working folder where it is below it, with forward slashes; absolute elsewhere."""
    ground = _GROUND.get()
    here = ground.here if ground else Path.cwd()
    whole = Path(os.path.normpath(here / path))
    if whole.is_relative_to(here):
        return whole.relative_to(here).as_posix()
    if ground and whole.is_relative_to(ground.root):
        return OUTSIDE + whole.relative_to(ground.root).as_posix()
    return whole.as_posix()


@contextmanager
def seen_from(ground: Ground) -> Iterator[None]:
    """Name files from `ground.here`, and what is outside of it from `ground.root`, behind `OUTSIDE`."""
    token = _GROUND.set(ground)
    try:
        yield
    finally:
        _GROUND.reset(token)
