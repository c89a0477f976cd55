"""Every kind of finding that the program can report, collected from the stages when somebody asks."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module

from specwright.diagnostics import Code

__all__ = ["codes_of", "find", "suggest"]

_ALWAYS = ("specwright.config.codes", "specwright.findings")
_OVERLAY = ("specwright.ingest.overlay.codes",)
_DOCUMENT = ("specwright.ingest.codes",)
_SELECT = ("specwright.select.codes",)
_LINT = ("specwright.lint.codes", "specwright.baseline")
_LOWER = ("specwright.lower.findings",)
_TRANSCRIBE = ("specwright.transcribe.findings",)
_WRITE = ("specwright.write.codes",)
_PIPELINE = ("specwright.pipeline",)
_BUDGET = ("specwright.budget",)
_CHECK = ("specwright.check",)
_SHARE = ("specwright.share.codes",)

_MODULES = {
    None: (
        *_TRANSCRIBE,
        *_OVERLAY,
        *_DOCUMENT,
        *_LINT,
        *_SELECT,
        *_LOWER,
        *_PIPELINE,
        *_SHARE,
        *_WRITE,
        *_BUDGET,
        *_CHECK,
        *_ALWAYS,
    ),
    "transcribe": (*_TRANSCRIBE, *_OVERLAY, *_ALWAYS),
    "bundle": (*_OVERLAY, *_DOCUMENT, *_ALWAYS),
    "upgrade": (*_OVERLAY, *_DOCUMENT, *_PIPELINE, *_ALWAYS),
    "lint": (*_DOCUMENT, *_LINT, *_ALWAYS),
    "generate": (*_OVERLAY, *_DOCUMENT, *_SELECT, *_LOWER, *_PIPELINE, *_SHARE, *_WRITE, *_BUDGET, *_ALWAYS),
    "check": (*_TRANSCRIBE, *_OVERLAY, *_DOCUMENT, *_SELECT, *_LOWER, *_PIPELINE, *_WRITE, *_CHECK, *_ALWAYS),
}
"""Modules with a tuple `CODES`, by the command that can report them, in the order of the pipeline."""


@cache
def codes_of(command: str | None) -> tuple[Code, ...]:
    """The codes that a command (`transcribe`, `bundle`, `upgrade`, `lint`, `generate`, `check`) can report; for `None`
    those of all.

    Each name comes once. Raises `KeyError` for a command that reports nothing.
    """
    found: dict[str, Code] = {}
    for module in _MODULES[command]:
        for code in _listed(module):
            found.setdefault(code.name, code)
    return tuple(found.values())


def find(name: str) -> Code | None:
    """The code with this name, or `None`. Stages are imported only until one has it."""
    for command in ("lint", "generate", "check", "transcribe"):
        for module in _MODULES[command]:
            for code in _listed(module):
                if code.name == name:
                    return code
    return _installed(name)


def _installed(name: str) -> Code | None:
    """The code of a rule of another distribution."""
    from specwright.lint.plugins import installed

    return next((rule.code for rule in installed().rules if rule.name == name), None)


def suggest(name: str) -> str | None:
    """The name of the code that somebody who wrote `name` most likely meant, if any is close."""
    names = {code.name.lower(): code.name for code in codes_of(None)}
    close = get_close_matches(name.lower(), names, n=1)
    return names[close[0]] if close else None


def _listed(module: str) -> tuple[Code, ...]:
    listed: tuple[Code, ...] = import_module(module).CODES
    return listed
