"""Checking a document as `specwright lint` would, with what is in the editor instead of what is on the disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from specwright import pipeline
from specwright.config import Configuration, LintSettings, find, load, ruleset_in, shown
from specwright.diagnostics import Diagnostic, Sink
from specwright.findings import UNUSED_EXCEPTION, apply_settings

__all__ = ["Checked", "check", "configured_documents", "is_document", "path_of", "ref_root"]

_DECLARES = re.compile(r"""^\s*(?:\{\s*)?["']?(?:openapi|swagger)["']?\s*:""", re.MULTILINE)
_HEAD = 100_000
"""Where a document says that it is one, if not at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a document and its parts.

    `files` are the real paths of those that were read, or looked for; `texts` what was open in the editor. `good` are the
    findings of the last time that the document could be read.
    """

    entry: Path
    configured: Configuration
    files: frozenset[Path]
    texts: Mapping[Path, str]
    findings: tuple[Diagnostic, ...]
    good: tuple[Diagnostic, ...]

    def of(self, path: Path) -> list[Diagnostic]:
        """The findings in a file."""
        return [found for found in self.findings if found.span and path_of(found.span.file) == path]

    def accepted(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that the configuration leaves."""
        return _accepted(found, self.configured)


def check(entry: Path, texts: Mapping[Path, str], before: Checked | None = None) -> Checked:
    """Check the document at a real path; where it can't be read, what is wrong is told beside what was found `before`."""
    sink, found = Sink(), Sink()
    configured = _configuration(entry, sink)
    unsaved = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
    # The reference validator takes minutes; it is for the command.
    settings = replace(configured.lint, validator=False)
    document = pipeline.lint(entry, settings, sink=found, ref_root=ref_root(configured, entry), unsaved=unsaved)
    findings = (*sink, *_accepted(found, configured))
    good = findings if document is not None else before.good if before else ()
    read = document.inputs() if document is not None else before.files if before else ()
    return Checked(
        entry=entry,
        configured=configured,
        files=frozenset({entry, *read}),
        texts=texts,
        findings=findings if document is not None else (*findings, *good),
        good=good,
    )


def _configuration(path: Path, sink: Sink) -> Configuration:
    """The configuration that is in force for a file; one that can't be used is told, and none is used."""
    file = find(path.parent)
    configured = (load(file, sink=sink, name=shown(file)) if file else None) or Configuration()
    if configured.lint != LintSettings():
        return configured
    # As for the command: where nothing is said of rules, a ruleset that lies there counts.
    folders = [file.parent] if file else path.parents
    ruleset = next((found for folder in folders if (found := ruleset_in(folder))), None)
    return replace(configured, lint=replace(configured.lint, ruleset=ruleset))


def configured_documents(path: Path) -> list[Path]:
    """The documents that the configuration of a file names; the file may be a part of one of them."""
    configured = _configuration(path, Sink())
    named = [settings.spec for settings in configured.generate]
    named += [configured.transcribe.output] if configured.transcribe else []
    return list(dict.fromkeys(Path(os.path.realpath(spec)) for spec in named))


def ref_root(configured: Configuration, entry: Path) -> Path | None:
    """The folder that `$ref`s of a document may lead to, where the configuration names one."""
    settings = (each for each in configured.generate if Path(os.path.realpath(each.spec)) == entry)
    return next((each.ref_root for each in settings if each.ref_root), None)


def is_document(text: str) -> bool:
    """Whether a text looks like an OpenAPI document, and not like a part of one or something else."""
    return _DECLARES.search(text, 0, _HEAD) is not None


@lru_cache(maxsize=10_000)
def path_of(name: str) -> Path:
    """The real path of a file that findings call `name`."""
    return Path(os.path.realpath(Path.cwd() / name))


def _accepted(found: Iterable[Diagnostic], configured: Configuration) -> list[Diagnostic]:
    # An exception that is about another document is not unused: lint alone, which sees all of them, can tell.
    entries = {entry.span for entry in configured.findings.exceptions}
    settled = apply_settings(found, configured.findings)
    return [one for one in settled if one.code != UNUSED_EXCEPTION.name or one.span not in entries]
