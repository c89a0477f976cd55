"""`specwright bundle`, and what it has in common with `specwright upgrade`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specwright.cli.console import Console
from specwright.cli.setting import configuration, document, exit_code, overlays, relevant
from specwright.config import shown
from specwright.findings import apply_settings

if TYPE_CHECKING:
    from specwright.project import Rewriting

__all__ = ["rewrite", "run"]


def run(arguments: Namespace, console: Console) -> int:
    """Write a document as one file; it goes to the output, or to standard output without one."""
    from specwright.project import bundle

    return rewrite(bundle, arguments, console)


def rewrite(verb: Callable[..., Rewriting], arguments: Namespace, console: Console, **more: Any) -> int:
    """Let a verb of `specwright.project` rewrite a document, and tell what it did."""
    configured = configuration(arguments, console, named=arguments.spec)
    spec, output = document(arguments.spec), Path(arguments.output) if arguments.output else None
    console.progress(f"reading {shown(spec)}")
    console.writing = output is not None
    made = verb(
        spec, output=output, form=arguments.form, overlays=overlays(arguments), ref_root=arguments.ref_root, **more
    )
    console.writing, console.written = False, [shown(output)] if output and made.written else []
    console.read = made.inputs
    findings = apply_settings(made.diagnostics, relevant(configured.findings, arguments.command))
    console.findings(findings, arguments.format, to_stdout=arguments.format != "text" and output is not None)
    if made.document is None:
        return 1
    if output is None:
        console.data(made.document)
    else:
        console.say(f"{shown(output)}: {made.written} (from {shown(spec)})")
    return exit_code(findings, arguments.fail_on)
