"""Which files the patterns of `overrides` are about (globs as those of minimatch, from the folder of the ruleset)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from specwright.lint.spectral.expressions import Unsupported, expression

__all__ = ["covers"]

_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\{|\}|,|\[!?[^\]]*\]|.", re.DOTALL)
_VISIBLE = r"(?<![^/])(?!\.)"
"""At the start of a name, a wildcard does not stand for a dot."""

_MEANING = {
    "**/": r"(?:(?!\.)[^/]+/)*",
    "**": r"(?:(?!\.)[^/]+/)*(?!\.)[^/]*",
    "*": rf"(?:{_VISIBLE}|(?<=[^/]))[^/]*",
    "?": "[^/]",
    "{": "(?:",
    "}": ")",
}


def covers(pattern: str, file: Path, folder: Path) -> bool:
    """Whether a file matches; a pattern without a slash is about names in any folder."""
    relative = os.path.relpath(file, folder.resolve()).replace(os.sep, "/")
    pattern = pattern.removeprefix("./")
    try:
        return expression(f"^{_translated(pattern)}$", "s")(relative if "/" in pattern else file.name)
    except Unsupported:
        return False


def _translated(pattern: str) -> str:
    parts, braces = [], 0
    for token in _GLOB.findall(pattern):
        braces += (token == "{") - (token == "}")
        if token == "," and braces:
            parts.append("|")
        elif len(token) > 2 and token.startswith("["):
            parts.append(token.replace("[!", "[^"))
        else:
            parts.append(_MEANING.get(token) or re.escape(token))
    return "".join(parts)
