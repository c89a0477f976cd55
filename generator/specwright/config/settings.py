"""What a configuration says. Paths are absolute: those in the file are relative to the folder that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from specwright.diagnostics import Severity, Span
from specwright.findings import Settings

__all__ = [
    "TARGETS",
    "Configuration",
    "GenerateSettings",
    "LintSettings",
    "PaginationSettings",
    "Target",
    "TranscribeSettings",
]

Target = Literal["models", "client", "server"]
TARGETS: frozenset[Target] = frozenset(get_args(Target))


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeSettings:
    """`[tool.specwright.transcribe]`: which pages become which document.

    `policy` switches what is assumed where the pages can't know; its keys are the fields of `transcribe.Policy`, which
    checks them when it is used, and `policy_at` is where it stands. The document names its pages relative to `root`.
    """

    pages: tuple[Path, ...]
    output: Path
    overlay: Path | None = None
    policy: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    policy_at: Span | None = None
    root: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings:
    """`[tool.specwright.lint]`: the set of rules, severities by code (None is off), and whether to ask the reference
    validator too."""

    preset: str = "recommended"
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    validator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationSettings:
    """One `[[tool.specwright.generate.pagination]]`: the operations (patterns such as `"GET /pets*"`) whose answers are
    pages, and how the next page is had, as `lower.pagination` reads it."""

    operations: tuple[str, ...]
    declared: Mapping[str, str | bool] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateSettings:
    """One `[[tool.specwright.generate]]`: a document, and the package `output/package/` that it becomes.

    Without `package` the name comes from the document's title. `skip` names operations to leave out, as `"GET /pets"`;
    `keep` files of the package that are not ours, as patterns. `$ref`s may lead to files below `ref_root`, by default the
    folder of the document.
    """

    spec: Path
    output: Path
    package: str | None = None
    targets: frozenset[Target] = TARGETS
    templates: Path | None = None
    skip: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    ref_root: Path | None = None
    pagination: tuple[PaginationSettings, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """All of a configuration; `findings` holds the severities and the accepted findings."""

    file: Path | None = None
    transcribe: TranscribeSettings | None = None
    lint: LintSettings = field(default_factory=LintSettings)
    generate: tuple[GenerateSettings, ...] = ()
    findings: Settings = field(default_factory=Settings)
