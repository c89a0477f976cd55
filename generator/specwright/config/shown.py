"""How a path is called in what a person reads."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["shown"]


def shown(path: Path) -> str:
    """`path` relative to the working folder where it is below it, with forward slashes; absolute elsewhere."""
    here = Path.cwd()
    whole = Path(os.path.normpath(here / path))
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
