"""`specwright lint`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from specwright.cli.console import Console
from specwright.cli.setting import configuration, document, exit_code, needed, relevant
from specwright.config import Configuration, shown
from specwright.diagnostics import Diagnostic
from specwright.findings import apply_settings

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Print what is wrong with a document, or with all that are configured."""
    from specwright.project import lint

    configured = configuration(arguments, console, named=arguments.spec)
    specs = {document(arguments.spec): None} if arguments.spec else _specs(configured)
    settings = replace(
        configured.lint,
        preset=arguments.preset or configured.lint.preset,
        validator=arguments.validator or configured.lint.validator,
    )
    if arguments.fix or arguments.fix_unsafe or arguments.diff or arguments.fix_as_overlay:
        from specwright.cli.fix import run_fix

        return run_fix(arguments, console, specs, settings, relevant(configured.findings, "lint"))
    found: list[Diagnostic] = []
    for spec, ref_root in specs.items():
        console.progress(f"checking {shown(spec)}")
        found += lint(spec, settings=settings, ref_root=arguments.ref_root or ref_root).diagnostics
    findings = apply_settings(found, relevant(configured.findings, "lint"))
    console.findings(findings, arguments.format, to_stdout=True)
    if not findings:
        console.say(f"{', '.join(map(shown, specs))}: nothing found")
    return exit_code(findings, arguments.fail_on)


def _specs(configured: Configuration) -> dict[Path, Path | None]:
    """The documents of a configuration, each with the folder that its `$ref`s may lead to."""
    specs: dict[Path, Path | None] = {configured.transcribe.output: None} if configured.transcribe else {}
    specs |= {settings.spec: settings.ref_root for settings in configured.generate}
    if not specs:
        raise needed(configured, "[[tool.specwright.generate]]", "specwright lint openapi.yaml")
    return specs
