"""Formatting: ruff, once, over all modules in a batch, with its defaults, whatever configuration the user has.

The batch goes through a private temporary folder, in memory where the system has such a folder: ruff reads one file at
a time from its standard input, and a process for each of thousands of files would cost minutes.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # it has no annotations

__all__ = ["FormatError", "formatted"]

_SETTINGS = (
    "format",
    "--isolated",
    "--no-cache",
    "--config=format.skip-magic-trailing-comma=true",
    "--config=lint.isort.split-on-trailing-comma=false",  # or ruff warns that it contradicts the line above
)
_MEMORY = Path("/dev/shm")


class FormatError(Exception):
    """A rendered module is no Python: a bug of ours, or a mistake in an overriding template. Holds ruff's words."""


def formatted(modules: Mapping[str, str], *, python: str = "3.11") -> dict[str, str]:
    """The modules, by path, as ruff formats them for a version of Python.

    Raises `FormatError` when one has a syntax error.
    """
    if not modules:
        return {}
    with tempfile.TemporaryDirectory(prefix="specwright-", dir=_folder()) as name:
        folder = Path(name)
        files = [folder / f"{number}.py" for number in range(len(modules))]
        for file, text in zip(files, modules.values(), strict=True):
            file.write_bytes(text.encode("utf-8"))
        _run(folder, list(modules), python)
        texts = [file.read_bytes().decode("utf-8") for file in files]
    return dict(zip(modules, texts, strict=True))


def _folder() -> Path | None:
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None


def _run(folder: Path, paths: list[str], python: str) -> None:
    command = [find_ruff_bin(), *_SETTINGS, f"--target-version=py{python.replace('.', '')}", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        said = done.stderr.strip() or done.stdout.strip()
        for number in reversed(range(len(paths))):
            said = said.replace(f"{number}.py:", f"{paths[number]}:")
        raise FormatError(said)
