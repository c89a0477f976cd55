"""Where the tool itself stands, and which one it is."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["package_root", "templates_root", "tool_digest"]

_SHAPING = ("ruff", "jinja2", "pyyaml", "datamodel-code-generator")
"""The distributions that have a part in what comes out, beside ours."""


def package_root() -> Path:
    """The folder of this package."""
    return Path(__file__).resolve().parent


def templates_root() -> Path:
    """The folder of the templates: inside the package in a wheel, beside `generator/` in a checkout."""
    installed = package_root() / "templates"
    return installed if installed.is_dir() else package_root().parents[1] / "templates"


@cache
def tool_digest() -> str:
    """All that shapes the output beside its inputs: our code and templates by what they hold, other distributions and
    Python by version. The same on every machine that has the same."""
    digest = hashlib.sha256(repr((sys.version_info[:2], [_version(name) for name in _SHAPING])).encode())
    for root in (package_root(), templates_root()):
        for file in sorted(file for file in root.rglob("*") if file.suffix in (".py", ".jinja", ".json")):
            digest.update(
                f"{file.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest()
            )
    return digest.hexdigest()


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
