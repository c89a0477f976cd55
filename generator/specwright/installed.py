"""Where the tool itself stands."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

__all__ = ["documentation", "formatter", "link", "package_root", "templates_root"]

_SOURCE = "generator/docs/"
"""Where the repository has the documentation."""


def package_root() -> Path:
    """The folder of this package."""
    return Path(__file__).resolve().parent


def templates_root() -> Path:
    """The folder of the templates: inside the package in a wheel, beside `generator/` in a checkout."""
    installed = package_root() / "templates"
    return installed if installed.is_dir() else package_root().parents[1] / "templates"


@cache
def formatter() -> Path:
    """Where ruff is. In a virtual environment it is where programs are; elsewhere ruff's own package is asked, which takes 3 ms
    of every run to know all about this installation of Python. Raises `FileNotFoundError` where there is none."""
    beside = Path(sys.prefix, "bin", "ruff")
    if os.name == "posix" and sys.prefix != sys.base_prefix and beside.is_file():
        return beside
    from ruff import find_ruff_bin  # type: ignore[import-untyped]  # it has no annotations

    return Path(find_ruff_bin())


@cache
def documentation() -> str | None:
    """The address of the documentation, with a slash at its end, where the distribution names one.

    That is the URL with the label Documentation (Core metadata specifications, Project-URL).
    """
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("specwright").get_all("Project-URL") or ()
    except PackageNotFoundError:
        return None
    labelled = (url.partition(",") for url in urls)
    found = (address.strip() for label, _, address in labelled if label.strip().casefold() == "documentation")
    return next((f"{address.rstrip('/')}/" for address in found), None)


def link(page: str) -> str:
    """Where a page of the documentation is: its address, or its path in the repository where nothing is published."""
    return f"{documentation() or _SOURCE}{page}"
