"""`specwright lint`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specwright.cli.console import Console, Usage
from specwright.cli.setting import configuration, document, documents, exit_code, needed, once, overlays, relevant
from specwright.config import Configuration, LintSettings, ruleset_in, shown
from specwright.diagnostics import Diagnostic
from specwright.findings import UNUSED_EXCEPTION, apply_settings

if TYPE_CHECKING:
    from specwright.baseline import Baseline
    from specwright.project import Findings

__all__ = ["run"]

_MANY = 4
"""So many documents are counted, and fewer named."""


def run(arguments: Namespace, console: Console) -> int:
    """Print what is wrong with a document, or with all that are configured."""
    configured = configuration(arguments, console, named=arguments.spec)
    specs = dict.fromkeys(documents(arguments.spec, console)) or _specs(configured)
    settings = replace(
        configured.lint,
        preset=arguments.preset or configured.lint.preset,
        validator=arguments.validator or configured.lint.validator,
        ruleset=_ruleset(arguments, configured, console),
    )
    if arguments.overlay and (arguments.since or _fixes(arguments)):
        raise Usage("fixes and --since are about documents as they are written", "Leave --overlay out.")
    if _fixes(arguments):
        from specwright.cli.fix import run_fix

        return run_fix(arguments, console, specs, settings, relevant(configured.findings, "lint"))
    baseline = _baseline(arguments)
    found: list[Diagnostic] = []
    for spec, ref_root in specs.items():
        console.progress(f"checking {shown(spec)}")
        said = _linted(spec, settings, arguments, arguments.ref_root or ref_root)
        found += said.diagnostics
        console.read = [*console.read, *said.inputs]
    findings = apply_settings(once(found) if len(specs) > 1 else found, relevant(configured.findings, "lint"))
    if arguments.update_baseline:
        return _update(Path(arguments.baseline), findings, console)
    if baseline is not None:
        findings = baseline.new(findings)
    console.findings(findings, arguments.format, to_stdout=True)
    if not findings:
        console.say(f"{_called(specs)}: nothing found")
    return exit_code(findings, arguments.fail_on)


def _fixes(arguments: Namespace) -> bool:
    return bool(arguments.fix or arguments.fix_unsafe or arguments.diff or arguments.fix_as_overlay)


def _called(specs: Collection[Path]) -> str:
    return ", ".join(map(shown, specs)) if len(specs) < _MANY else f"{len(specs)} documents"


def _linted(spec: Path, settings: LintSettings, arguments: Namespace, ref_root: Path | str | None) -> Findings:
    from specwright.project import lint
    from specwright.since import GitError

    try:
        return lint(spec, settings=settings, ref_root=ref_root, since=arguments.since, overlays=overlays(arguments))
    except GitError as problem:
        raise Usage(
            f"--since {arguments.since}: {problem}", "Name a commit, a tag or a branch, such as origin/main."
        ) from None


def _baseline(arguments: Namespace) -> Baseline | None:
    """The baseline to leave out; None without one, and where it is to be written."""
    if arguments.update_baseline and not arguments.baseline:
        raise Usage("--update-baseline needs the file", "Name it with --baseline FILE.")
    if arguments.update_baseline and arguments.since:
        raise Usage("a baseline has all findings, and --since leaves some out", "Give one of the two.")
    if not arguments.baseline or arguments.update_baseline:
        return None
    from specwright.baseline import read_baseline

    file = Path(arguments.baseline)
    if not file.is_file():
        raise Usage(f"{file}: there is no such baseline", "Write it with --update-baseline.")
    try:
        return read_baseline(file, name=shown(file))
    except ValueError as problem:
        raise Usage(f"{shown(file)} is no baseline: {problem}", "Write it anew with --update-baseline.") from None


def _update(file: Path, findings: list[Diagnostic], console: Console) -> int:
    from specwright.baseline import written
    from specwright.write import save

    known = [one for one in findings if one.code != UNUSED_EXCEPTION.name]
    console.writing = True
    save(file, written(known), read=console.read)
    console.say(f"{shown(file)}: {len(known)} finding{'s' * (len(known) != 1)} to begin with")
    return 0


def _ruleset(arguments: Namespace, configured: Configuration, console: Console) -> Path | None:
    """The Spectral ruleset to use: the one that is named, or, where nothing is said of rules, the one that lies there."""
    if arguments.ruleset and arguments.preset:
        raise Usage("a ruleset takes the place of a preset", "Give one of --ruleset and --preset.")
    if arguments.ruleset or arguments.preset:
        return document(arguments.ruleset) if arguments.ruleset else None
    if configured.lint != LintSettings():
        return configured.lint.ruleset
    folder = configured.file.absolute().parent if configured.file else Path.cwd()
    found = ruleset_in(folder)
    if found:
        console.say(f"the rules are those of {shown(found)}; --preset or a configuration of lint takes its place")
    return found


def _specs(configured: Configuration) -> dict[Path, Path | None]:
    """The documents of a configuration, each with the folder that its `$ref`s may lead to."""
    specs: dict[Path, Path | None] = {configured.transcribe.output: None} if configured.transcribe else {}
    specs |= {settings.spec: settings.ref_root for settings in configured.generate}
    if not specs:
        raise needed(configured, "[[tool.specwright.generate]]", "specwright lint openapi.yaml")
    return specs
