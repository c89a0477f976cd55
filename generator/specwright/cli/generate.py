"""`specwright generate`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from os.path import abspath, lexists
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from specwright.cli.console import Console, Usage
from specwright.cli.setting import configuration, document, exit_code, needed, overlays, relevant
from specwright.config import (
    Configuration,
    GenerateSettings,
    contradictions,
    documents,
    is_pattern,
    named_apart,
    shown,
    why_no_name,
    why_no_package,
    why_no_type,
)
from specwright.diagnostics import Diagnostic
from specwright.findings import apply_settings
from specwright.select import Filter
from specwright.write import MANIFEST

if TYPE_CHECKING:
    from specwright.project import Generation
    from specwright.write import Changes

__all__ = ["Made", "once", "packages", "run"]

_OF_ONE = (
    "output",
    "package",
    "target",
    "overlay",
    "name",
    "type",
    *(f"{side}_{kind}" for side in ("include", "exclude") for kind in ("path", "tag", "operation_id", "deprecated")),
)
"""Arguments that say something of one package."""

_LOSSES = ("hand-edited-file", "foreign-file")
"""The conflicts that stand for a file each, which --force would give up."""


Made: TypeAlias = "list[tuple[GenerateSettings, Generation]]"
"""What was generated, with the settings that said so."""


def run(arguments: Namespace, console: Console) -> int:
    """Generate a package, or all that are configured, and tell what changed."""
    made, findings = once(arguments, console)
    return _exit_code([generation for _, generation in made], findings, arguments)


def once(arguments: Namespace, console: Console) -> tuple[Made, list[Diagnostic]]:
    """One run: what was made, and the findings that count. Raises `Usage`."""
    configured = configuration(arguments, console, named=arguments.spec)
    made = _generated(packages(arguments, configured), _cache(arguments, configured), arguments, console)
    made, summaries = _measured(made, arguments) if arguments.report or arguments.budget else (made, [])
    generations = [generation for _, generation in made]
    findings = _tell_findings(generations, summaries, configured, arguments, console)
    if arguments.depfile and not arguments.dry_run:
        _write_depfile(Path(arguments.depfile), generations, console)
    for settings, generation in made:
        _tell(generation, settings, console, dry_run=arguments.dry_run)
    return made, findings


def _cache(arguments: Namespace, configured: Configuration) -> Path | None:
    cache = Path(arguments.cache) if arguments.cache else configured.cache
    if cache and cache.exists() and not cache.is_dir():
        raise Usage(f"{shown(cache)}: this can't be a cache, it is a file", "Name a folder.")
    return cache


def _generated(
    all_settings: Sequence[GenerateSettings], cache: Path | None, arguments: Namespace, console: Console
) -> Made:
    _refuse_style(all_settings)
    verify = arguments.verify or bool(arguments.report or arguments.budget)
    if len(all_settings) > 1 or arguments.executor:
        generations = _generated_together(all_settings, cache, arguments, console, verify=verify)
    else:
        from specwright.project import generate_package

        (settings,) = all_settings
        console.progress(f"generating from {shown(settings.spec)}")
        generations = [
            generate_package(settings, force=arguments.force, dry_run=arguments.dry_run, verify=verify, cache=cache)
        ]
    console.written = [shown(generation.changes.folder) for generation in generations if generation.changes]
    return list(zip(all_settings, generations, strict=True))


def _generated_together(
    all_settings: Sequence[GenerateSettings],
    cache: Path | None,
    arguments: Namespace,
    console: Console,
    *,
    verify: bool,
) -> list[Generation]:
    from specwright.share import NoCluster
    from specwright.workspace import Hands, Way, generate_packages

    if arguments.executor and not arguments.executor.startswith("dask://"):
        raise Usage(
            f"{arguments.executor}: this is no cluster that is known", "Name a Dask scheduler: dask://HOST:PORT."
        )

    def told(count: int) -> None:
        console.progress(f"generated {count} of {len(all_settings)} packages")

    way = Way(force=arguments.force, dry_run=arguments.dry_run, verify=verify, cache=cache)
    console.writing = not arguments.dry_run
    try:
        hands = Hands(jobs=arguments.jobs, executor=arguments.executor)
        made = generate_packages(all_settings, hands, way, told)
    except NoCluster as problem:
        raise Usage(str(problem)) from None
    console.writing = False
    return made


def _measured(made: Made, arguments: Namespace) -> tuple[Made, list[dict[str, Any]]]:
    from specwright.cli.measuring import budgeted

    told = [(settings, *budgeted(generation, arguments)) for settings, generation in made]
    return [(settings, generation) for settings, generation, _ in told], [one for *_, one in told if one]


def _tell_findings(
    generations: list[Generation],
    summaries: list[dict[str, Any]],
    configured: Configuration,
    arguments: Namespace,
    console: Console,
) -> list[Diagnostic]:
    found = [diagnostic for generation in generations for diagnostic in generation.diagnostics]
    findings = apply_settings(found, relevant(configured.findings, "generate"))
    console.read = [file for generation in generations for file in generation.inputs]
    console.findings(findings, arguments.format, to_stdout=arguments.format != "text" and not arguments.report)
    if arguments.report:
        console.print(json.dumps({"packages": summaries}, indent=2, ensure_ascii=False))
    return findings


def _write_depfile(file: Path, generations: list[Generation], console: Console) -> None:
    from specwright.depfile import rule
    from specwright.write import save

    try:
        rules = [rule(made.folder, made.inputs) for made in generations if made.folder and made.changes]
    except ValueError as problem:
        raise Usage(str(problem)) from None
    save(file, "".join(rules).encode(), read=console.read)


def _exit_code(generations: list[Generation], findings: list[Diagnostic], arguments: Namespace) -> int:
    if any(generation.folder is None for generation in generations):
        return 1
    if arguments.dry_run:
        in_the_way = {diagnostic for generation in generations for diagnostic in generation.conflicts}
        return exit_code([finding for finding in findings if finding not in in_the_way], arguments.fail_on)
    return int(any(generation.conflicts for generation in generations)) or exit_code(findings, arguments.fail_on)


def packages(arguments: Namespace, configured: Configuration) -> tuple[GenerateSettings, ...]:
    """The packages to generate; arguments go before the configuration."""
    entries = configured.generate
    named = _documents(arguments.spec)
    if named:
        entries = tuple(entry for spec, package in named for entry in _entries(spec, package, configured))
    if not entries:
        raise needed(configured, "[[tool.specwright.generate]]", "specwright generate openapi.yaml -o src")
    of_one = _OF_ONE if len(named) < 2 else ("package",)
    if len(entries) > 1 and (said := [option for option in of_one if getattr(arguments, option)]):
        raise Usage(
            f"--{said[0].replace('_', '-')} is about one package, and these are several",
            "Name one document, or change the configuration.",
        )
    chosen = tuple(_overridden(entry, arguments) for entry in entries)
    for later, earlier, _ in contradictions(chosen):
        specs = f"{shown(chosen[earlier].spec)} and {shown(chosen[later].spec)}"
        raise Usage(f"{specs} would be packages in one place", "Give them names and folders in a configuration.")
    return chosen


def _documents(named: Sequence[str]) -> list[tuple[Path, str | None]]:
    """The documents that the arguments name, each once, with names for their packages where they are several."""
    patterns = {name: documents(name, Path()) for name in named if is_pattern(name) and not lexists(name)}
    if nothing := [name for name, found in patterns.items() if not found]:
        raise Usage(f"{nothing[0]}: no file is named by this", "`*` stands for one name, `**` for any folders.")
    plain = [document(name) for name in dict.fromkeys(named) if name not in patterns]
    if len(named) == 1 and plain:
        return [(plain[0], None)]
    every = [*(named_apart(plain) if plain else ()), *(pair for found in patterns.values() for pair in found)]
    once = {abspath(spec): (spec, package) for spec, package in reversed(every)}
    return list(reversed(once.values()))


def _entries(spec: Path, package: str | None, configured: Configuration) -> tuple[GenerateSettings, ...]:
    """What is configured for a document, or what it gets without."""
    same = tuple(entry for entry in configured.generate if abspath(entry.spec) == abspath(spec))
    return same or (GenerateSettings(spec=spec, output=Path("."), package=package),)


def _overridden(entry: GenerateSettings, arguments: Namespace) -> GenerateSettings:
    if arguments.package and (why := why_no_package(arguments.package)):
        raise Usage(f"--package {arguments.package}: {why}", "Choose another name.")
    templates = Path(arguments.templates) if arguments.templates else entry.templates
    if templates and not templates.is_dir():
        raise Usage(f"{shown(templates)}: there is no such folder of templates")
    return replace(
        entry,
        output=Path(arguments.output) if arguments.output else entry.output,
        package=arguments.package or entry.package,
        targets=arguments.target or entry.targets,
        client=arguments.client or entry.client,
        python=arguments.python or entry.python,
        meta=arguments.meta or entry.meta,
        models=arguments.models or entry.models,
        overlays=overlays(arguments) or entry.overlays,
        templates=templates,
        include=_filter(arguments, "include") or entry.include,
        exclude=_filter(arguments, "exclude") or entry.exclude,
        prune=entry.prune if arguments.prune is None else arguments.prune,
        names={**entry.names, **_pairs("--name", arguments.name, why_no_name)},
        types={**entry.types, **_pairs("--type", arguments.type, why_no_type)},
        ref_root=Path(arguments.ref_root) if arguments.ref_root else entry.ref_root,
    )


def _pairs(option: str, said: list[str], why_not: Callable[[str, str], str | None]) -> dict[str, str]:
    """`KEY=VALUE` arguments; a key may have signs of equality itself."""
    pairs: dict[str, str] = {}
    for pair in said:
        key, _, value = pair.rpartition("=")
        if why := why_not(key, value):
            raise Usage(f"{option} {pair}: {why}")
        pairs[key] = value
    return pairs


def _refuse_style(all_settings: Iterable[GenerateSettings]) -> None:
    """Models in another style need a distribution that is not always there."""
    other = [settings.models for settings in all_settings if settings.models != "pydantic"]
    if other and find_spec("datamodel_code_generator") is None:
        raise Usage(f"models as {other[0]} need datamodel-code-generator", "Run: pip install 'specwright[styles]'")


def _filter(arguments: Namespace, side: str) -> Filter:
    """What the arguments include or exclude; an empty filter where they say nothing of it."""
    return Filter(
        paths=tuple(getattr(arguments, f"{side}_path") or ()),
        tags=tuple(getattr(arguments, f"{side}_tag") or ()),
        operation_ids=tuple(getattr(arguments, f"{side}_operation_id") or ()),
        deprecated=getattr(arguments, f"{side}_deprecated"),
    )


def _tell(generation: Generation, settings: GenerateSettings, console: Console, *, dry_run: bool) -> None:
    if generation.folder is None:
        return
    name = shown(generation.folder)
    if dry_run:
        console.diff(difference.diff for difference in generation.differences)
        console.say(f"{name}: {_counted(len(generation.differences), 'file')} would change; nothing was written")
    elif generation.changes is None:
        console.say(f"{name}: nothing was written, because {_why_not(generation)}")
    else:
        console.say(f"{name}: {_summary(generation.changes)} (from {shown(settings.spec)})")
        _list_files(generation.changes, name, console)
        _list_renamed(generation, console)


def _why_not(generation: Generation) -> str:
    if all(conflict.code in _LOSSES for conflict in generation.conflicts):
        return f"{_counted(len(generation.conflicts), 'file')} would be lost"
    return "of the errors above"


def _summary(changes: Changes) -> str:
    counts = (
        ("created", len(changes.created)),
        ("updated", len(changes.updated)),
        ("deleted", len(changes.deleted)),
        ("unchanged", changes.unchanged),
    )
    (what, number), *rest = [(what, number) for what, number in counts if number]
    return ", ".join([f"{_counted(number, 'file')} {what}", *(f"{number} {what}" for what, number in rest)])


def _list_files(changes: Changes, name: str, console: Console) -> None:
    for sign, paths in (("+", changes.created), ("~", changes.updated), ("-", changes.deleted)):
        for path in paths:
            console.tell(f"  {sign} {name}/{path}")


def _list_renamed(generation: Generation, console: Console) -> None:
    """The newcomers to a package whose names were taken."""
    if generation.package and generation.changes and MANIFEST in generation.changes.updated:
        names = generation.package.names
        for key, wanted in generation.package.counts["names"]["renamed"].items():
            console.say(f"  {key} is called {names[key]}, because {wanted} is taken")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
