"""Which file configures the project that a folder belongs to."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FILES", "find", "ruleset_in"]

FILES = ("specwright.toml", "pyproject.toml")
_RULESETS = (".spectral.yaml", ".spectral.yml", ".spectral.json")
"""Where Spectral looks, too."""


def find(start: Path) -> Path | None:
    """The nearest configuration at or above `start`, within its repository; None without one.

    specwright.toml goes before pyproject.toml.
    """
    for folder in (start, *start.parents):
        for name in FILES:
            if _configures(folder / name):
                return folder / name
        if (folder / ".git").exists():
            return None
    return None


def ruleset_in(folder: Path) -> Path | None:
    """The Spectral ruleset that lies in a folder, which counts where nothing is said of rules; None without one."""
    return next((file for name in _RULESETS if (file := folder / name).is_file()), None)


def _configures(file: Path) -> bool:
    """A pyproject.toml counts when it has our table; one that is broken counts when it seems to, so that it is reported."""
    if not file.is_file():
        return False
    if file.name != "pyproject.toml":
        return True
    content = file.read_bytes()
    if b"specwright" not in content:
        return False
    import tomllib  # here: most projects have no table of ours to look for

    try:
        return "specwright" in tomllib.loads(content.decode()).get("tool", {})
    except (ValueError, AttributeError, RecursionError):
        return b"[tool.specwright" in content
