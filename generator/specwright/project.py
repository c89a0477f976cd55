"""What the command does, as functions: read the settings' documents, run the pipeline, write or compare the output.

Mistakes in documents come back as `diagnostics` and are never raised. What can't be read or written for another reason
raises `OSError`, with the output as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from os import PathLike
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specwright import pipeline
from specwright.check import Check, Difference, compare_file, compare_package, foreign_files
from specwright.config import (
    CLIENTS,
    METAS,
    MODEL_STYLES,
    PYTHONS,
    TARGETS,
    Clients,
    Configuration,
    GenerateSettings,
    LintSettings,
    Meta,
    ModelStyle,
    PaginationSettings,
    Target,
    TranscribeSettings,
    find,
    shown,
    why_no_name,
    why_no_package,
    why_no_type,
)
from specwright.diagnostics import Diagnostic, Sink
from specwright.pipeline import Package, Planned
from specwright.select import Filter
from specwright.unchanged import Recollection, Run, recall
from specwright.write import Changes, Plan, apply, plan, save

if TYPE_CHECKING:
    from specwright.ingest.document import Document
    from specwright.slices import Modules

__all__ = [
    "Findings",
    "Generation",
    "Rewriting",
    "Transcript",
    "bundle",
    "check",
    "generate",
    "lint",
    "transcribe",
    "upgrade",
]

File: TypeAlias = str | PathLike[str]
Form: TypeAlias = Literal["yaml", "json"]


class Transcript(Struct, frozen=True, kw_only=True):
    """What `transcribe` made: the document (None when there is none), and what it has to say about the pages."""

    document: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    written: Literal["created", "updated", "unchanged"] | None = None
    inputs: tuple[Path, ...] = ()


class Rewriting(Struct, frozen=True, kw_only=True):
    """What `bundle` or `upgrade` made: the document as text (None when there is none), and what it has to say."""

    document: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    written: Literal["created", "updated", "unchanged"] | None = None
    inputs: tuple[Path, ...] = ()


class Findings(Struct, frozen=True, kw_only=True):
    """What `lint` has to say about a document, and the files that it read; none for a document that can't be used."""

    diagnostics: tuple[Diagnostic, ...]
    inputs: tuple[Path, ...] = ()


class Generation(Struct, frozen=True, kw_only=True):
    """What `generate` did.

    `folder` and `package` (all that was generated) are None for a document that can't be used. `changes` is None when
    nothing was written: a dry run, or files in the way, which are the `conflicts` among the diagnostics. `differences`
    are what a dry run would change. `inputs` are the files and folders that were read, and the files that were looked
    for in vain.
    """

    folder: Path | None
    diagnostics: tuple[Diagnostic, ...]
    package: Package | None = None
    conflicts: tuple[Diagnostic, ...] = ()
    changes: Changes | None = None
    differences: tuple[Difference, ...] = ()
    inputs: tuple[Path, ...] = ()


def transcribe(
    pages: Sequence[File],
    *,
    overlay: File | None = None,
    output: File | None = None,
    policy: Mapping[str, str | tuple[str, ...]] | None = None,
    root: File | None = None,
) -> Transcript:
    """Make an OpenAPI document from documentation pages.

    Takes Markdown pages and folders of them, an OpenAPI Overlay that decides what they leave open, the file to write
    (none without it), choices of policy by name (`specwright.transcribe.policy.Policy`) and the folder that the document
    names its pages from (the current one). Raises `ValueError` for a policy that there is not, and `OSError` when a file
    can't be written, or would take the place of one that is read or generated.
    """
    from specwright.transcribe import pages_of

    settings = TranscribeSettings(
        pages=tuple(Path(page) for page in pages),
        overlay=_path(overlay),
        output=Path(output or ""),
        policy=policy or {},
        root=_path(root),
    )
    sink = Sink()
    document = pipeline.transcribe(settings, sink=sink)
    read = (*pages_of(settings.pages), *filter(None, [settings.overlay]))
    written = None if document is None or output is None else save(settings.output, document, read=read)
    return Transcript(document=document, diagnostics=tuple(sink), written=written, inputs=read)


def bundle(
    spec: File,
    *,
    output: File | None = None,
    form: Form | None = None,
    overlays: Sequence[File] = (),
    ref_root: File | None = None,
) -> Rewriting:
    """Put a document that is split into files together: one tree, of the version that it was written in.

    What other files hold becomes a component, once; overlays are applied first. `output` is the file to write (none
    without it); the text is in the `form` "yaml" or "json", or in that of the output's name, or in that of `spec`. `$ref`s
    may lead to files below `ref_root`, by default the folder of the document. Raises `OSError` when a file can't be
    written, or would take the place of one that is read or generated.
    """
    sink, drawn = Sink(), tuple(map(Path, overlays))
    document = pipeline.bundle(Path(spec), sink=sink, ref_root=_path(ref_root), overlays=drawn)
    return _rewriting(document, (Path(spec), *drawn), _path(output), form, sink)


def upgrade(
    spec: File,
    *,
    to: Literal["3.1", "3.2"] | None = None,
    output: File | None = None,
    form: Form | None = None,
    overlays: Sequence[File] = (),
    ref_root: File | None = None,
) -> Rewriting:
    """Write a document of version 2.0 or 3.0 (or 3.1, `to` 3.2) as a later version has it; files are put together as well.

    Takes what `bundle` takes, and raises what it raises.
    """
    sink, drawn = Sink(), tuple(map(Path, overlays))
    document = pipeline.upgrade(Path(spec), to, sink=sink, ref_root=_path(ref_root), overlays=drawn)
    return _rewriting(document, (Path(spec), *drawn), _path(output), form, sink)


def _rewriting(
    document: Document | None, named: Sequence[Path], output: Path | None, form: Form | None, sink: Sink
) -> Rewriting:
    """What comes of a document that was read from the files that were `named`, it first, and those that it refers to."""
    if document is None:
        return Rewriting(document=None, diagnostics=tuple(sink))
    # Imported here: the commands that read no YAML have no need of the library.
    from specwright.document_text import json_text, yaml_text

    form = form or ("json" if (output or named[0]).suffix.lower() == ".json" else "yaml")
    text = (json_text if form == "json" else yaml_text)(document.root).encode()
    read = (*named, *document.inputs())
    written = None if output is None else save(output, text, read=read)
    return Rewriting(document=text, diagnostics=tuple(sink), written=written, inputs=read)


def lint(
    spec: File,
    *,
    settings: LintSettings | None = None,
    ref_root: File | None = None,
    since: str | None = None,
    overlays: Sequence[File] = (),
) -> Findings:
    """Check an OpenAPI document: its structure, and the rules of the chosen preset.

    Its `$ref`s may lead to files below `ref_root`, by default the folder of the document. With `since`, the name of a
    commit, only what changed after it is looked at; raises `specwright.since.GitError` where there is no such.
    `overlays` are applied first, so that it is checked as it would be generated from.
    """
    sink = Sink()
    root, drawn = _path(ref_root), tuple(map(Path, overlays))
    document = pipeline.lint(
        Path(spec), settings or LintSettings(), sink=sink, ref_root=root, since=since, overlays=drawn
    )
    return Findings(diagnostics=tuple(sink), inputs=document.inputs() if document else ())


def generate(
    spec: File,
    *,
    output: File = ".",
    package: str | None = None,
    targets: Collection[Target] = TARGETS,
    client: Clients = "both",
    python: str = PYTHONS[0],
    meta: Meta = "none",
    models: ModelStyle = "pydantic",
    overlays: Sequence[File] = (),
    templates: File | None = None,
    include: Filter | None = None,
    exclude: Filter | None = None,
    prune: bool | None = None,
    skip: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    types: Mapping[str, str] | None = None,
    ref_root: File | None = None,
    pagination: Mapping[str, Mapping[str, str | bool]] | None = None,
    force: bool = False,
    dry_run: bool = False,
    cache: File | None = None,
) -> Generation:
    """Make the package `output/package/` from an OpenAPI document; nothing outside of it is written.

    Without `package` the document's title names it. `targets` are some of models, client and server; `client` is "both",
    "sync" or "async"; `python` the oldest version that the package has to run on; `models` their style; with `meta`
    "pyproject" the folder is a distribution that holds the package. `overlays` are applied to the document first.
    Operations that `include` does not let in, that `exclude` keeps out or that `skip` names (`"GET /pets"`) are left
    out, and with `prune` (None: where there is a filter) what no other operation reaches. `names` and `types` are the
    user's own, by JSON Pointer and by `"GET /pets"`, `"tag:pets"` and `"format:money"`. `pagination` says by operation (or
    a pattern such as `"GET /pets*"`) how its answers come in pages, as the configuration does. `templates` is a folder
    whose templates go before ours; `$ref`s may lead to files below `ref_root`, by default the folder of the document; `force`
    gives up hand-edited and foreign files that are in the way; `dry_run` only compares; `cache` is a folder of packages
    that were made before. Raises `ValueError` for a package
    name, target, version, name or type that can't be, and `OSError` when the folder can't be written.
    """
    if package is not None and (why := why_no_package(package)):
        raise ValueError(f"a package can't be called {package!r}: {why}")
    if not targets or not TARGETS.issuperset(targets):
        raise ValueError(f"targets are some of {', '.join(sorted(TARGETS))}")
    for given, known in ((client, CLIENTS), (python, PYTHONS), (meta, METAS), (models, MODEL_STYLES)):
        if given not in known:
            raise ValueError(f"{given!r} is not one of {', '.join(known)}")
    for chosen, why_not in ((names or {}, why_no_name), (types or {}, why_no_type)):
        for key, value in chosen.items():
            if why := why_not(key, value):
                raise ValueError(f"{key!r} can't be {value!r}: {why}")
    settings = GenerateSettings(
        spec=Path(spec),
        output=Path(output),
        package=package,
        targets=frozenset(targets),
        client=client,
        python=python,
        meta=meta,
        models=models,
        overlays=tuple(map(Path, overlays)),
        templates=_path(templates),
        include=include or Filter(),
        exclude=exclude or Filter(),
        prune=prune,
        skip=tuple(skip),
        names=names or {},
        types=types or {},
        ref_root=_path(ref_root),
        pagination=tuple(
            PaginationSettings(operations=(pattern,), declared=declared)
            for pattern, declared in (pagination or {}).items()
        ),
    )
    return generate_package(settings, force=force, dry_run=dry_run, cache=_path(cache))


def generate_package(
    settings: GenerateSettings,
    *,
    force: bool = False,
    dry_run: bool = False,
    verify: bool = True,
    cache: Path | None = None,
) -> Generation:
    """`generate`, with settings as a configuration has them.

    Without `verify`, sizes and times of files tell whether anything changed since the last run; where nothing did, there is
    no `package`. With `cache`, a folder, a package that was made once is taken from there.
    """
    run = Run(settings)
    last = None if verify or force or dry_run else recall(settings, run.key)
    if last and last.is_current:
        return _unchanged(last)
    if last and (retouched := _retouched(settings, last, run)):
        return retouched
    modules = None
    if not (verify or force or dry_run or cache):
        # Imported here: it loads the templates, which neither lint nor a run that changes nothing has any use for.
        from specwright.slices import Modules

        modules = Modules(run.key, settings)
    package, diagnostics = _made(settings, cache, modules)
    if package is None:
        return Generation(folder=None, diagnostics=diagnostics)
    return written(package, diagnostics, run, modules, force=force, dry_run=dry_run)


def recalled(settings: GenerateSettings, tool: list[Any] | None = None) -> Generation | None:
    """What a run would do where it would change nothing, by sizes and times of files; None where it may change something."""
    last = recall(settings, Run(settings, tool).key)
    return _unchanged(last) if last and last.is_current else None


def _unchanged(last: Recollection) -> Generation:
    unchanged = Changes(folder=last.folder, unchanged=last.files)
    return Generation(folder=last.folder, diagnostics=last.diagnostics, changes=unchanged, inputs=last.inputs)


def _retouched(settings: GenerateSettings, last: Recollection, run: Run) -> Generation | None:
    """What comes of a change of words alone; None for any other."""
    from specwright.slices.retouching import retouched
    from specwright.slices.texts import remember

    if (made := retouched(settings, last)) is None:
        return None
    planned = plan(last.folder, made.files, names=made.names, kept=made.kept, entries=last.entries)
    if planned.conflicts:
        return None
    changes = apply(planned)
    if run.remember(changes, last.inputs, last.files, made.diagnostics):
        remember(last.folder, settings.spec, made.units)
    return Generation(folder=last.folder, diagnostics=made.diagnostics, changes=changes, inputs=last.inputs)


def _made(
    settings: GenerateSettings, cache: Path | None, modules: Modules | None
) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    if cache is not None:
        from specwright.share import made

        return made(settings, cache)
    sink = Sink()
    package = pipeline.generate(settings, sink=sink, standing=modules.standing if modules else None)
    return package, tuple(sink)


def written(
    package: Package,
    diagnostics: tuple[Diagnostic, ...],
    run: Run,
    modules: Modules | None = None,
    *,
    force: bool,
    dry_run: bool,
) -> Generation:
    """What comes of a package: it takes its place, unless that would lose something or nothing is to be written."""
    started = perf_counter()
    planned = _plan(package, force=force, kept=modules.digests(package.kept) if modules else {})
    if dry_run:
        return _rehearse(package, planned, diagnostics)
    changes = None if planned.conflicts else apply(planned)
    package = replace(package, seconds={**package.seconds, "write": round(perf_counter() - started, 3)})
    if changes:
        files = len(package.artifacts) + len(package.kept) + 1
        remembered = run.remember(changes, package.inputs, files, diagnostics)
        if modules and package.shown:
            modules.remember(planned, changes.entries, package.shown, read=package.inputs if remembered else ())
    return Generation(
        folder=package.folder,
        package=package,
        diagnostics=(*diagnostics, *planned.conflicts),
        changes=changes,
        conflicts=planned.conflicts,
        inputs=package.inputs,
    )


def plan_package(settings: GenerateSettings) -> tuple[Planned | None, tuple[Diagnostic, ...]]:
    """What `generate_package` would make, and of what, without rendering it; None for a document that can't be used."""
    from specwright.share import folder_digest, tool_digest

    sink = Sink()
    templates = folder_digest(settings.templates) if settings.templates else ""
    return pipeline.plan(settings, sink=sink, tool=f"{tool_digest()}{templates}"), tuple(sink)


def _plan(package: Package, *, force: bool, kept: Mapping[str, str] | None = None) -> Plan:
    """The plan of a package; its conflicts name files as a person would."""
    planned = plan(package.folder, package.artifacts, names=package.names, kept=kept, force=force)
    return replace(planned, conflicts=tuple(map(_called, planned.conflicts)))


def _called(conflict: Diagnostic) -> Diagnostic:
    span = conflict.span
    return replace(conflict, span=replace(span, file=shown(Path(span.file)))) if span else conflict


def _rehearse(package: Package, planned: Plan, diagnostics: tuple[Diagnostic, ...]) -> Generation:
    """What would change, hand-edited files included; that these are in the way is told too."""
    forced = _plan(package, force=True) if planned.conflicts else planned
    return Generation(
        folder=package.folder,
        package=package,
        diagnostics=(*diagnostics, *planned.conflicts),
        differences=tuple(compare_package(forced)),
        conflicts=planned.conflicts,
    )


def check(configuration: Configuration | File | None = None) -> Check:
    """Compare the committed output with what would be written today; nothing is changed.

    Takes a configuration, its file, or nothing to look for the nearest one. Raises `FileNotFoundError` when there is none.
    """
    sink = Sink()
    loaded = configuration if isinstance(configuration, Configuration) else _load(configuration, sink)
    if loaded is None:
        return Check(differences=(), diagnostics=tuple(sink))
    checks = [_check_package(settings) for settings in loaded.generate]
    if loaded.transcribe:
        checks.insert(0, _check_document(loaded.transcribe))
    return Check(
        differences=tuple(difference for one in checks for difference in one.differences),
        diagnostics=tuple(diagnostic for one in checks for diagnostic in one.diagnostics),
    )


def _path(file: File | None) -> Path | None:
    return None if file is None else Path(file)


def _load(file: File | None, sink: Sink) -> Configuration | None:
    found = find(Path.cwd()) if file is None else Path(file)
    if found is None:
        raise FileNotFoundError("no configuration: no specwright.toml, and no pyproject.toml with [tool.specwright]")
    from specwright.config import load

    return load(found, sink=sink, name=shown(found))


def _check_document(settings: TranscribeSettings) -> Check:
    sink = Sink()
    document = pipeline.transcribe(settings, sink=sink)
    if document is None:
        return Check(differences=(), diagnostics=tuple(sink))
    return Check(differences=tuple(compare_file(settings.output, document)))


def _check_package(settings: GenerateSettings) -> Check:
    sink = Sink()
    package = pipeline.generate(settings, sink=sink)
    if package is None:
        return Check(differences=(), diagnostics=tuple(sink))
    planned = _plan(package, force=True)
    differences = (*compare_package(planned), *foreign_files(planned, settings.keep))
    return Check(differences=differences, diagnostics=planned.conflicts)
