"""The whole program: what each verb does, stage by stage. Nothing here writes; `project` does, through `write`.

Each function takes its settings and a sink, and returns None when there is nothing to go on with; the sink says why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from specwright.collection import spared, uncollected
from specwright.config import Clients, GenerateSettings, LintSettings, TranscribeSettings, package_name, shown
from specwright.diagnostics import Code, Fix, Severity, Sink, Span

if TYPE_CHECKING:
    from specwright.ingest.document import Document
    from specwright.lint import LintSettings as Rules
    from specwright.lower import NameChoice, PaginationRule, TypeChoice
    from specwright.lower.api import Api
    from specwright.render import RenderOptions, Shown
    from specwright.render.service_views import ClientSide
    from specwright.render.styles.style import Style
    from specwright.select import Selection
    from specwright.write import File

__all__ = [
    "CODES",
    "Locks",
    "Lowered",
    "Package",
    "Planned",
    "Standing",
    "bundle",
    "generate",
    "insist",
    "lint",
    "lowered",
    "plan",
    "read",
    "rules",
    "title",
    "transcribe",
    "upgrade",
]

TEMPLATE_INVALID = Code(
    name="template-invalid",
    severity=Severity.ERROR,
    why="A template of yours goes before ours; what it asks for has to be in its view, and what it makes has to be Python.",
    bad="{{ model.nmae }}",
    good="{{ model.name }}",
)
TEMPLATE_UNUSED = Code(
    name="template-unused",
    severity=Severity.WARNING,
    why="A template goes before ours by having its name; one with another name, which nothing includes, changes nothing.",
    bad="looks/model/module.py.jinja",
    good="looks/models/module.py.jinja",
)
DOWNGRADE = Code(
    name="downgrade",
    severity=Severity.ERROR,
    why="A newer version of OpenAPI says things that an older one has no words for: documents are upgraded, never back.",
    bad="specwright upgrade openapi-3.2.yaml --to 3.1",
    good="specwright upgrade openapi-3.1.yaml --to 3.2",
)
STYLE_UNUSABLE = Code(
    name="model-style-unusable",
    severity=Severity.ERROR,
    why="Models in other styles than pydantic's are made by datamodel-code-generator, which can't make them here.",
    bad="pip install specwright && specwright generate --models dataclass openapi.yaml",
    good="pip install 'specwright[styles]' && specwright generate --models dataclass openapi.yaml",
)
STYLE_LOSS = Code(
    name="model-style-loss",
    severity=Severity.INFO,
    why="Styles other than pydantic's hold less: dataclasses and Structs no undeclared properties, none of them rules.",
    bad="additionalProperties: {type: string}    # beside `properties`, with --models dataclass",
    good="additionalProperties: {type: string}    # beside `properties`, with --models pydantic",
)
CODES = (STYLE_LOSS, STYLE_UNUSABLE, TEMPLATE_INVALID, TEMPLATE_UNUSED, DOWNGRADE)

Locks: TypeAlias = Mapping[str, Mapping[str, str]]
Standing: TypeAlias = "Callable[[Path], Mapping[str, Shown]]"
"""Name locks by package."""

_SIDES: dict[Clients, tuple[ClientSide, ...]] = {
    "both": ("client", "async"),
    "sync": ("client",),
    "async": ("async",),
}


class Package(Struct, frozen=True, kw_only=True):
    """A generated package: the folder it belongs in, its files, the name lock to remember (`names`), what is in it by
    number and name (`counts`, for the report), the files and folders that were read (`inputs`), and the seconds that each
    stage took.

    `artifacts` are all its files but those that were `kept`, as they stood already; `shown` is what its modules show.
    """

    folder: Path
    artifacts: tuple[File, ...]
    names: Mapping[str, str]
    counts: Mapping[str, Any]
    seconds: Mapping[str, float]
    inputs: tuple[Path, ...] = ()
    kept: frozenset[str] = frozenset()
    shown: Mapping[str, Shown] = field(default_factory=dict)


def transcribe(settings: TranscribeSettings, *, sink: Sink) -> bytes | None:
    """Pages, and the overlay that decides what they leave open, to an OpenAPI document in YAML."""
    from specwright.transcribe import transcribe
    from specwright.transcribe.policy import read_policy

    policy = read_policy(settings.policy)
    pages = [Path(shown(page)) for page in settings.pages]
    overlay = settings.overlay and Path(shown(settings.overlay))
    transcription = transcribe(pages, overlay=overlay, policy=policy, sink=sink, root=settings.root)
    return None if transcription is None else transcription.text.encode()


def bundle(spec: Path, *, sink: Sink, ref_root: Path | None = None, overlays: Sequence[Path] = ()) -> Document | None:
    """A document with all that it refers to in one tree, of the version that it was written in."""
    return read(spec, sink=sink, ref_root=ref_root, overlays=overlays, upgraded=False)


def upgrade(
    spec: Path, to: str | None = None, *, sink: Sink, ref_root: Path | None = None, overlays: Sequence[Path] = ()
) -> Document | None:
    """A document in one tree, as version 3.1 or 3.2 has it: `to`, or what it is already where that is not older."""
    document = read(spec, sink=sink, ref_root=ref_root, overlays=overlays)
    if document is None:
        return None
    declared = str(document.root.get("openapi"))
    if to == "3.1" and declared.startswith("3.2"):
        sink.report(DOWNGRADE, f"this is {declared}, and there is no way back to 3.1", span=document.span("/openapi"))
        return None
    if to == "3.2" and declared.startswith("3.1"):
        document.root["openapi"] = "3.2.0"  # everything in 3.1 means the same there
    return document


@uncollected()
def lint(
    spec: Path,
    settings: LintSettings,
    *,
    sink: Sink,
    ref_root: Path | None = None,
    since: str | None = None,
    unsaved: Mapping[Path, bytes] | None = None,
    overlays: Sequence[Path] = (),
) -> Document | None:
    """An OpenAPI document, with overlays applied to it, to findings; its `$ref`s may lead to files below `ref_root`.

    With `since`, a commit, only to those at places that changed after it; raises `GitError` where there is no such.
    `unsaved` is the content of files, by real path, that an editor holds. Returns the document, if it can be used.
    """
    from specwright.lint import lint

    document = read(spec, sink=sink, ref_root=ref_root, unsaved=unsaved, overlays=overlays)
    insist(sink)
    if document is not None:
        lint(document, sink=sink, settings=rules(spec, document, settings, sink=sink))
        if since is not None:
            from specwright.since import changed_since

            changed = changed_since(since, document, spec, ref_root)
            sink.diagnostics = list(filter(changed.shows, sink))
    return document


def insist(sink: Sink) -> None:
    """Make errors of what reading can get past, and is invalid: that is what a document is checked for."""
    from specwright.ingest import INVALID

    sink.diagnostics = [
        replace(found, severity=Severity.ERROR) if found.code in INVALID else found for found in sink.diagnostics
    ]


def rules(spec: Path, document: Document, settings: LintSettings, *, sink: Sink) -> Rules:
    """Which rules a configuration puts in force for a document; what is wrong with a ruleset is reported."""
    from specwright.lint import LintSettings as Rules

    ruleset = None
    if settings.ruleset is not None:
        from specwright.lint.spectral import Ruleset, load

        file = settings.ruleset
        ruleset = load(file, spec, document.declared_version, sink=sink, name=shown(file)) or Ruleset(file=shown(file))
    return Rules(preset=settings.preset, severities=settings.severities, validator=settings.validator, ruleset=ruleset)


@uncollected()
def generate(
    settings: GenerateSettings,
    *,
    sink: Sink,
    locks: Locks | None = None,
    asked: Callable[[Sequence[Path]], None] | None = None,
    standing: Standing | None = None,
) -> Package | None:
    """An OpenAPI document to a package of models, client and server.

    `locks` are the name locks of what may be this package, by its name; without them the package in its folder has it.
    `asked` is told the files that the document is in, found or not, before anything is made of it.
    `standing` tells what the modules in a package folder show; those that would show the same are not made again. Without
    it, everything is made.
    """
    from specwright.counts import counts
    from specwright.render import render_changed

    clock = _Clock()
    spared()
    decided = lowered(settings, sink, locks, asked, clock)
    if decided is None:
        return None
    spared(decided)
    with _mistakes_told(settings, sink):
        rendering = render_changed(decided.api, decided.options, standing and standing(decided.folder))
        clock.lap("render")
        return Package(
            folder=decided.folder,
            artifacts=rendering.artifacts,
            names=decided.api.names,
            counts=counts(decided.api),
            seconds=clock.laps,
            inputs=decided.inputs,
            kept=rendering.kept,
            shown=rendering.shown,
        )
    return None


class Planned(Struct, frozen=True, kw_only=True):
    """What `generate` would make: the folder of the package, a key for each file in it, and the files and folders that were
    read. The key changes when the file would."""

    folder: Path
    outputs: Mapping[str, str]
    inputs: tuple[Path, ...]


@uncollected()
def plan(settings: GenerateSettings, *, sink: Sink, tool: str) -> Planned | None:
    """What `generate` would make of an OpenAPI document; nothing is rendered. `tool` stands for all that shapes the output
    beside its inputs."""
    from specwright.render import foreseen
    from specwright.write import MANIFEST

    decided = lowered(settings, sink)
    if decided is None:
        return None
    with _mistakes_told(settings, sink):
        outputs = foreseen(decided.api, decided.options, tool)
        memory = json.dumps([tool, outputs, sorted(decided.api.names.items())]).encode()
        outputs[MANIFEST] = hashlib.sha256(memory).hexdigest()
        return Planned(folder=decided.folder, outputs=outputs, inputs=decided.inputs)
    return None


class Lowered(Struct, frozen=True, kw_only=True):
    """All that rendering has to know, and what was read for it."""

    document: Document
    folder: Path
    api: Api
    options: RenderOptions
    inputs: tuple[Path, ...]


def lowered(
    settings: GenerateSettings,
    sink: Sink,
    locks: Locks | None = None,
    asked: Callable[[Sequence[Path]], None] | None = None,
    clock: _Clock | None = None,
    unsaved: Mapping[Path, bytes] | None = None,
) -> Lowered | None:
    """The stages before rendering; `unsaved` is the content of files, by real path, that is not to be read from the disk."""
    from specwright.lower import lower
    from specwright.write import names

    clock = clock or _Clock()
    document = read(settings.spec, sink=sink, ref_root=settings.ref_root, overlays=settings.overlays, unsaved=unsaved)
    if document is None:
        return None
    if asked:
        asked(document.inputs())
    clock.lap("ingest")
    if selection := _selection(settings):
        from specwright.select.selecting import select  # here: most take everything

        document = select(document, selection, sink=sink)
    clock.lap("select")
    package = settings.package or package_name(title(document))
    folder = settings.output / package
    own_names, own_types = _own(settings)
    api = lower(
        document,
        sink=sink,
        lock=names(folder) if locks is None else locks.get(package, {}),
        pagination=_rules(settings),
        own_names=own_names,
        own_types=own_types,
    )
    clock.lap("lower")
    if settings.templates:
        _tell_unused(settings.templates, sink)
    options = _options(settings, package, document)
    if options.style is not None:
        _tell_losses(api, options.style, document, sink)
    inputs = (*document.inputs(), *settings.overlays, *filter(None, [settings.templates]))
    return Lowered(document=document, folder=folder, api=api, options=options, inputs=inputs)


def _options(settings: GenerateSettings, package: str, document: Document) -> RenderOptions:
    from specwright.render import RenderOptions

    return RenderOptions(
        package=package,
        targets=frozenset(settings.targets),
        clients=_SIDES[settings.client],
        python=settings.python,
        distribution=settings.meta == "pyproject",
        style=None if settings.models == "pydantic" else settings.models,
        templates=settings.templates,
        document=document.encoded if "server" in settings.targets else None,
    )


@contextmanager
def _mistakes_told(settings: GenerateSettings, sink: Sink) -> Iterator[None]:
    """Report what is wrong with a user's templates, or with a style that can't be made."""
    from specwright.render import FormatError, StyleError, TemplateError

    try:
        yield
    except TemplateError as problem:
        span = Span(file=shown(Path(problem.file)), line=problem.line, column=1)
        sink.report(TEMPLATE_INVALID, problem.reason, span=span)
    except StyleError as problem:
        sink.report(STYLE_UNUSABLE, f"The models can't be made as {settings.models}: {problem}")
    except FormatError as problem:
        if settings.templates is None:
            raise
        sink.report(TEMPLATE_INVALID, f"With these templates a generated module is no Python: {problem}")


def _tell_losses(api: Api, style: Style, document: Document, sink: Sink) -> None:
    """What the document says and the style can't hold."""
    from specwright.render.styles.fit import losses

    for loss in losses(api, style):
        sink.report(STYLE_LOSS, loss.message, span=document.span(loss.pointer), pointer=loss.pointer)


def _tell_unused(folder: Path, sink: Sink) -> None:
    """Templates that take the place of none."""
    from specwright.installed import templates_root
    from specwright.render.overrides import unused

    for idle in unused(folder, templates_root()):
        span = Span(file=shown(idle.file), line=1, column=1)
        fix = Fix(description=f"Call it {shown(folder / idle.nearest)}, or remove it.")
        message = f"This takes the place of no template; the nearest is {idle.nearest}."
        sink.report(TEMPLATE_UNUSED, message, span=span, fix=fix)


def _selection(settings: GenerateSettings) -> Selection:
    """What the configuration says of operations, as selection takes it."""
    from specwright.select import Selection

    return Selection(
        include=settings.include,
        exclude=settings.exclude,
        skip=settings.skip,
        prune=settings.prune,
        span=settings.span,
    )


def _own(settings: GenerateSettings) -> tuple[tuple[NameChoice, ...], tuple[TypeChoice, ...]]:
    """What the configuration says of names and types, as lowering takes it."""
    from specwright.lower import NameChoice, TypeChoice

    places = settings.places
    names = (NameChoice(key=key, name=name, span=places.get(f"names.{key}")) for key, name in settings.names.items())
    types = (TypeChoice(key=key, type=type, span=places.get(f"types.{key}")) for key, type in settings.types.items())
    return tuple(names), tuple(types)


def _rules(settings: GenerateSettings) -> tuple[PaginationRule, ...]:
    """What the configuration says of pages, as lowering takes it."""
    from specwright.lower import PaginationRule

    return tuple(
        PaginationRule(operations=each.operations, declared=each.declared, span=each.span)
        for each in settings.pagination
    )


class _Clock:
    """Measures the stages one after the other."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """The stage that ends now took the time since the last one did."""
        now = perf_counter()
        self.laps[stage], self._last = round(now - self._last, 3), now


def read(
    spec: Path,
    *,
    sink: Sink,
    ref_root: Path | None = None,
    overlays: Sequence[Path] = (),
    upgraded: bool = True,
    unsaved: Mapping[Path, bytes] | None = None,
) -> Document | None:
    """The document in a file, called as a person would; None where it or one of its overlays can't be used."""
    from specwright.ingest import References, read
    from specwright.ingest.overlay import read_overlay

    drawn = [read_overlay(overlay, sink, name=shown(overlay)) for overlay in overlays]
    found = [overlay for overlay in drawn if overlay is not None]
    if len(found) < len(drawn):
        return None
    references = References(folder=ref_root, unsaved=unsaved or {})
    return read(spec, sink=sink, name=shown(spec), references=references, overlays=found, upgraded=upgraded)


def title(document: Document) -> str:
    """What a document calls itself, or the name of its file."""
    about = document.root.get("info")
    said = about.get("title") if isinstance(about, dict) else None
    return said if isinstance(said, str) and said.strip() else Path(document.file).stem
