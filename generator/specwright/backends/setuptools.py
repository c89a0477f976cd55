"""The command of setuptools (https://setuptools.pypa.io/en/latest/userguide/extension.html)."""

from __future__ import annotations

from pathlib import Path

from setuptools import find_packages
from setuptools.command.build_py import build_py

from specwright.backends import generate

__all__ = ["BuildPy"]

_DATA = ("py.typed", "openapi.json")


class BuildPy(build_py):
    """`build_py = "specwright.backends.setuptools.BuildPy"` below `[tool.setuptools.cmdclass]`: generates before modules
    are collected, for editable installs too.

    The packages need not be listed: setuptools looks for packages before there are any, so this adds them.
    """

    def finalize_options(self) -> None:
        """Generate, and add what was generated to the distribution."""
        for package in generate(Path.cwd()):
            self._add(package)
        super().finalize_options()

    def _add(self, package: Path) -> None:
        found = find_packages(str(package.parent), include=[package.name, f"{package.name}.*"])
        known = self.distribution.packages = list(self.distribution.packages or [])
        known += [name for name in found if name not in known]
        for name in found:
            self.distribution.package_data.setdefault(name, []).extend(_DATA)
