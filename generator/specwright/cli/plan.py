"""`specwright plan`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from specwright.cli.console import Console
from specwright.cli.generate import packages
from specwright.cli.setting import configuration, exit_code, relevant
from specwright.config import shown
from specwright.diagnostics import Diagnostic
from specwright.findings import apply_settings

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Print which files `generate` would make of which, with their keys, and what there is to say about the documents."""
    from specwright.plan import as_json, as_text
    from specwright.project import plan_package

    configured = configuration(arguments, console, named=arguments.spec)
    plans: list[dict[str, Any]] = []
    found: list[Diagnostic] = []
    usable = True
    for settings in packages(arguments, configured):
        console.progress(f"planning {shown(settings.spec)}")
        planned, diagnostics = plan_package(settings)
        found += diagnostics
        plans += [] if planned is None else [as_json(settings, planned)]
        usable &= planned is not None
    findings = apply_settings(found, relevant(configured.findings, "generate"))
    console.findings(findings, arguments.format, to_stdout=False)
    lines = (
        [json.dumps({"packages": plans}, indent=2)]
        if arguments.json
        else [line for one in plans for line in as_text(one)]
    )
    for line in lines:
        console.print(line)
    return exit_code(findings, arguments.fail_on) if usable else 1
