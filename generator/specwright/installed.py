"""Where the tool itself stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["documentation", "link", "package_root", "templates_root"]

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
