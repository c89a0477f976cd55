"""Formatting: ruff, once, over all modules in a batch, with its defaults, whatever configuration the user has.

The batch goes through a private temporary folder, in memory where the system has such a folder: ruff reads one file at
a time from its standard input, and a process for each of thousands of files would cost minutes. A module goes there as soon
as it is rendered, so that its text need not be kept until then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from specwright.installed import formatter

__all__ = ["Batch", "FormatError", "formatted"]

_SETTINGS = (
    "format",
    "--isolated",
    "--no-cache",
    "--config=format.skip-magic-trailing-comma=true",
    "--config=lint.isort.split-on-trailing-comma=false",  # or ruff warns that it contradicts the line above
)
_MEMORY = Path("/dev/shm")
_FEW = 16
"""Modules for which a second thread of ruff costs more than it saves."""
_BINARY = getattr(os, "O_BINARY", 0)


class FormatError(Exception):
    """A rendered module is no Python: a bug of ours, or a mistake in an overriding template. Holds ruff's words."""


def formatted(modules: Mapping[str, str], *, python: str = "3.11") -> dict[str, bytes]:
    """The modules, by path, in UTF-8 as ruff formats them for a version of Python.

    Raises `FormatError` when one has a syntax error.
    """
    with Batch(python) as batch:
        for path, text in modules.items():
            batch.add(path, text)
        return batch.formatted()


class Batch:
    """Modules that are formatted together. Leaving it as a context manager removes what is left of them."""

    def __init__(self, python: str = "3.11") -> None:
        self._python = python
        self._paths: list[str] = []
        # The name, which nobody can guess, comes before the folder, so that no interruption finds a folder that has none here.
        self._folder = os.path.join(_temporary(), f"specwright-{os.urandom(16).hex()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            shutil.rmtree(self._folder, ignore_errors=True)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)  # where an interruption came in the middle of that

    def add(self, path: str, text: str) -> None:
        """Take in a module under a path that no other one has."""
        if not self._paths:
            os.mkdir(self._folder, 0o700)
        _write(self._file(len(self._paths)), text.encode("utf-8"))
        self._paths.append(path)

    def formatted(self) -> dict[str, bytes]:
        """The modules, by path, in UTF-8; it can be asked for once. Raises `FormatError` when one has a syntax error."""
        if not self._paths:
            return {}
        _run(self._folder, self._paths, self._python)
        return {path: _taken(self._file(number)) for number, path in enumerate(self._paths)}

    def _file(self, number: int) -> str:
        return os.path.join(self._folder, f"{number}.py")


def _write(file: str, content: bytes) -> None:
    """What `Path.write_bytes` does, by the system's calls alone: for 1,600 files that takes 30 ms less."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    finally:
        os.close(descriptor)


def _taken(file: str) -> bytes:
    """What a file holds, which is removed."""
    descriptor = os.open(file, os.O_RDONLY | _BINARY)
    try:
        size = os.fstat(descriptor).st_size
        content = os.read(descriptor, size)
    finally:
        os.close(descriptor)
    os.unlink(file)
    return content


def _temporary() -> str:
    """The folder for folders that are there for a while: in memory, where the system has one there."""
    if os.access(_MEMORY, os.W_OK):
        return str(_MEMORY)
    import tempfile  # here: it asks the system for more than a name

    return tempfile.gettempdir()


def _run(folder: str, paths: list[str], python: str) -> None:
    command = [str(formatter()), *_SETTINGS, f"--target-version=py{python.replace('.', '')}", "."]
    alone = {"RAYON_NUM_THREADS": "1"} if len(paths) < _FEW else {}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | alone, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        said = done.stderr.strip() or done.stdout.strip()
        for number in reversed(range(len(paths))):
            said = said.replace(f"{number}.py:", f"{paths[number]}:")
        raise FormatError(said)
