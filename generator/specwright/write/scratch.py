"""A private folder with files from elsewhere, for as long as they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from specwright.write.paths import why_unsafe

__all__ = ["scratch"]


@contextmanager
def scratch(files: Mapping[str, bytes], links: Mapping[str, str]) -> Iterator[Path]:
    """A folder that holds `files` and `links` (what each leads to) by path. Raises `ValueError` for a path that leads out
    of it."""
    for path in (*files, *links):
        if why_unsafe(path):
            raise ValueError(f"{path!r} may not be written")
    with tempfile.TemporaryDirectory(prefix="specwright-") as name:
        root = Path(name).resolve()
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        for path, target in links.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
        yield root
