"""What a configuration says. Paths are absolute: those in the file are relative to the folder that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct, field

from specwright.diagnostics import Severity, Span
from specwright.findings import Settings
from specwright.select import Filter

__all__ = [
    "CLIENTS",
    "METAS",
    "MODEL_STYLES",
    "PYTHONS",
    "TARGETS",
    "Clients",
    "Configuration",
    "GenerateSettings",
    "LintSettings",
    "Meta",
    "ModelStyle",
    "PaginationSettings",
    "Target",
    "TranscribeSettings",
]

Target = Literal["models", "client", "server"]
TARGETS: frozenset[Target] = frozenset(get_args(Target))

Clients = Literal["both", "sync", "async"]
CLIENTS: tuple[Clients, ...] = get_args(Clients)

Meta = Literal["none", "pyproject"]
METAS: tuple[Meta, ...] = get_args(Meta)

ModelStyle = Literal["pydantic", "dataclass", "typed-dict", "msgspec"]
MODEL_STYLES: tuple[ModelStyle, ...] = get_args(ModelStyle)

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions that a package can be made for; the first is the oldest that httpx2 runs on."""


class TranscribeSettings(Struct, frozen=True, kw_only=True):
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


class LintSettings(Struct, frozen=True, kw_only=True):
    """`[tool.specwright.lint]`: the set of rules, severities by code (None is off), and whether to ask the reference
    validator too. A Spectral `ruleset` takes the place of the preset."""

    preset: str = "recommended"
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    validator: bool = False
    ruleset: Path | None = None


class PaginationSettings(Struct, frozen=True, kw_only=True):
    """One `[[tool.specwright.generate.pagination]]`: the operations (patterns such as `"GET /pets*"`) whose answers are
    pages, and how the next page is had, as `lower.pagination` reads it."""

    operations: tuple[str, ...]
    declared: Mapping[str, str | bool] = field(default_factory=dict)
    span: Span | None = None


class GenerateSettings(Struct, frozen=True, kw_only=True):
    """One `[[tool.specwright.generate]]`: a document, and the package `output/package/` that it becomes.

    Without `package` the name comes from the document's title. `overlays` are applied to the document first. Operations
    that `include` does not let in, that `exclude` keeps out or that `skip` names (as `"GET /pets"`) are left out;
    `prune` leaves out what no other operation reaches, too (None: where there is a filter). `keep` names files of the
    package that are not ours, as patterns. `$ref`s may lead to files below `ref_root`, by default the folder of the
    document. `python` is the oldest version that the package has to run on, `models` (`[tool.specwright.models]`, for
    all packages) the style of its models; with `meta` "pyproject" it comes within a distribution. `names` are those of
    models, fields, parameters (all by JSON Pointer), operations (`"GET /pets"`) and services (`"tag:pets"`); `types`
    stand for formats (`"format:money"`) and schemas, as `"package.module:Name"`. `span` is where the configuration says
    all this, and `places` where it has each key of `names` and `types` (`"names.GET /pets"`).
    """

    spec: Path
    output: Path
    package: str | None = None
    targets: frozenset[Target] = TARGETS
    client: Clients = "both"
    python: str = PYTHONS[0]
    meta: Meta = "none"
    models: ModelStyle = "pydantic"
    overlays: tuple[Path, ...] = ()
    templates: Path | None = None
    include: Filter = field(default_factory=Filter)
    exclude: Filter = field(default_factory=Filter)
    prune: bool | None = None
    skip: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    ref_root: Path | None = None
    pagination: tuple[PaginationSettings, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    span: Span | None = None
    places: Mapping[str, Span] = field(default_factory=dict)


class Configuration(Struct, frozen=True, kw_only=True):
    """All of a configuration; `findings` holds the severities and the accepted findings, `cache` is a folder that packages
    are shared in, `patterns` are those of `generate` that name documents below its folder."""

    file: Path | None = None
    transcribe: TranscribeSettings | None = None
    lint: LintSettings = field(default_factory=LintSettings)
    generate: tuple[GenerateSettings, ...] = ()
    patterns: tuple[str, ...] = ()
    cache: Path | None = None
    findings: Settings = field(default_factory=Settings)
