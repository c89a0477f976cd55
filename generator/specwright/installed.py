"""Where the tool itself stands."""

from __future__ import annotations

from pathlib import Path

__all__ = ["package_root", "templates_root"]


def package_root() -> Path:
    """The folder of this package."""
    return Path(__file__).resolve().parent


def templates_root() -> Path:
    """The folder of the templates: inside the package in a wheel, beside `generator/` in a checkout."""
    installed = package_root() / "templates"
    return installed if installed.is_dir() else package_root().parents[1] / "templates"
