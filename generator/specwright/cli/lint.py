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
    specs = (document(arguments.spec),) if arguments.spec else _specs(configured)
    settings = replace(
        configured.lint,
        preset=arguments.preset or configured.lint.preset,
        validator=arguments.validator or configured.lint.validator,
    )
    found: list[Diagnostic] = []
    for spec in specs:
        console.progress(f"checking {shown(spec)}")
        found += lint(spec, settings=settings).diagnostics
    findings = apply_settings(found, relevant(configured.findings, "lint"))
    console.findings(findings, arguments.format, to_stdout=True)
    if not findings:
        console.say(f"{', '.join(map(shown, specs))}: nothing found")
    return exit_code(findings, arguments.fail_on)


def _specs(configured: Configuration) -> tuple[Path, ...]:
    transcribed = (configured.transcribe.output,) if configured.transcribe else ()
    specs = tuple(dict.fromkeys((*transcribed, *(settings.spec for settings in configured.generate))))
    if not specs:
        raise needed(configured, "[[tool.specwright.generate]]", "specwright lint openapi.yaml")
    return specs
