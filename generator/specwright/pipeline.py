"""The whole program: what each verb does, stage by stage. Nothing here writes; `project` does, through `write`.

Each function takes its settings and a sink, and returns None when there is nothing to go on with; the sink says why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specwright.config import GenerateSettings, LintSettings, TranscribeSettings, package_name, shown
from specwright.diagnostics import Sink

if TYPE_CHECKING:
    from specwright.ingest.document import Document
    from specwright.render import Artifact

__all__ = ["Package", "generate", "lint", "transcribe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A generated package: the folder it belongs in, all its files, and the name lock to remember."""

    folder: Path
    artifacts: tuple[Artifact, ...]
    names: Mapping[str, str]


def transcribe(settings: TranscribeSettings, *, sink: Sink) -> bytes | None:
    """Pages, and the overlay that decides what they leave open, to an OpenAPI document in YAML."""
    from specwright.transcribe import transcribe
    from specwright.transcribe.policy import read_policy

    policy = read_policy(settings.policy)
    transcription = transcribe(settings.pages, overlay=settings.overlay, policy=policy, sink=sink)
    return None if transcription is None else transcription.text.encode()


def lint(spec: Path, settings: LintSettings, *, sink: Sink) -> None:
    """An OpenAPI document to findings."""
    from specwright.ingest import read
    from specwright.lint import LintSettings as Rules
    from specwright.lint import lint

    if document := read(spec, sink=sink, name=shown(spec)):
        rules = Rules(preset=settings.preset, severities=settings.severities, validator=settings.validator)
        lint(document, sink=sink, settings=rules)


def generate(settings: GenerateSettings, *, sink: Sink) -> Package | None:
    """An OpenAPI document to a package of models, client and server."""
    from specwright.ingest import read
    from specwright.lower import lower
    from specwright.render import RenderOptions, render
    from specwright.write import names

    document = read(settings.spec, sink=sink, name=shown(settings.spec))
    if document is None:
        return None
    package = settings.package or package_name(_title(document))
    folder = settings.output / package
    api = lower(document, sink=sink, lock=names(folder), skip=settings.skip)
    options = RenderOptions(
        package=package,
        targets=frozenset(settings.targets),
        templates=settings.templates,
        document=_served(document.root) if "server" in settings.targets else None,
    )
    return Package(folder=folder, artifacts=render(api, options), names=api.names)


def _title(document: Document) -> str:
    about = document.root.get("info")
    title = about.get("title") if isinstance(about, dict) else None
    return title if isinstance(title, str) and title.strip() else Path(document.file).stem


def _served(root: dict[str, Any]) -> bytes:
    """The document as the generated server serves it."""
    return json.dumps(root, ensure_ascii=False, separators=(",", ":")).encode()
