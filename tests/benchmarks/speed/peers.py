"""The other generators, each in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

__all__ = ["Peers"]


class Peers:
    """Environments in a folder, made when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def bin(self, *requirements: str) -> Path:
        """The folder of commands of an environment in which distributions of PyPI are installed."""
        name = requirements[0].partition("[")[0]
        commands = self._folder / name / ("Scripts" if os.name == "nt" else "bin")
        if not (self._folder / name / "complete").exists():
            venv.create(self._folder / name, with_pip=True, clear=True)
            pip = [str(commands / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
            subprocess.run([*pip, *requirements], check=True)
            (self._folder / name / "complete").touch()
        return commands

    def version(self, requirement: str) -> str:
        """The version of a distribution that is installed in the environment of its name."""
        script = f"from importlib.metadata import version; print(version({requirement!r}))"
        command = [str(self.bin(requirement) / "python"), "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return str(done.stdout).strip()
