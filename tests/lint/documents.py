"""Documents for the tests of lint, from text, read as a user's are."""

from __future__ import annotations

from pathlib import Path

import yaml

from specwright.diagnostics import Diagnostic, Severity, Sink
from specwright.ingest import Document, read
from specwright.lint import LintSettings, lint

__all__ = ["complete", "findings", "read_text"]


def complete(text: str) -> str:
    """A document with the fields that every one needs, where `text` does not give them."""
    tree = yaml.safe_load(text) or {}
    needed = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {}}
    return yaml.safe_dump({**{key: value for key, value in needed.items() if key not in tree}, **tree}, sort_keys=False)


def read_text(text: str, folder: Path, name: str = "openapi.yaml") -> Document:
    """The document in `text`, which must be readable."""
    (folder / name).write_text(text, encoding="utf-8")
    sink = Sink()
    document = read(folder / name, sink=sink, name=name)
    assert document is not None, sink.diagnostics
    return document


def findings(
    text: str,
    folder: Path,
    *only: str,
    name: str = "openapi.yaml",
    preset: str = "minimal",
) -> list[Diagnostic]:
    """What lint says about `text` with the rules of a preset, and those named in `only` besides."""
    sink = Sink()
    severities = dict.fromkeys(only, Severity.WARNING)
    lint(read_text(text, folder, name), sink=sink, settings=LintSettings(preset=preset, severities=severities))
    return sink.diagnostics
