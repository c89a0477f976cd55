"""Templates as bytecode, where Python keeps that of our modules: compiling them takes longer than a small change."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

__all__ = ["Compiled"]


class Compiled(FileSystemBytecodeCache):
    """The bytecode of the templates in a folder of ours, kept under the conditions under which Python keeps its own: where the
    folder can be written to, and unless the user said otherwise. It is as good as none where a template, a part that it
    includes, Jinja or `settings`, a module that says how to compile, is another one."""

    def __init__(self, folder: Path, settings: str) -> None:
        known = os.stat(settings)
        self._mode = known.st_mode & 0o666
        self._by = f"{jinja2.__version__} {known.st_size} {known.st_mtime_ns}"
        super().__init__(
            os.path.dirname(cache_from_source(str(folder / "_"))), f"%s.{sys.implementation.cache_tag}.jinjac"
        )

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template."""
        whole = environment.preprocess(source, name, filename)
        return super().get_bucket(environment, name, filename, f"{self._by}\n{whole}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read it, where it can be read; what is damaged is made anew."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 -- marshal raises anything when it reads what it did not write
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where that may be done."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                os.makedirs(self.directory, exist_ok=True)
                super().dump_bytecode(bucket)
                os.chmod(self._get_cache_filename(bucket), self._mode)  # it is made for its owner alone
