"""`specwright check`."""

from __future__ import annotations

from argparse import Namespace

from specwright.cli.console import Console, Usage
from specwright.cli.setting import configuration, needed
from specwright.config import Configuration

__all__ = ["run"]


def run(arguments: Namespace, console: Console) -> int:
    """Print how what is committed differs from what would be written, as a diff or as findings."""
    from specwright.project import check

    configured = configuration(arguments, console, named=None)
    if not configured.generate and configured.transcribe is None:
        raise _nothing_to_check(configured)
    console.progress("comparing")
    checked = check(configured)
    differences = checked.differences
    found = [*checked.diagnostics, *(difference.diagnostic for difference in differences)]
    if arguments.format == "text":
        foreign = [difference.diagnostic for difference in differences if difference.kind == "foreign"]
        console.findings([*checked.diagnostics, *foreign], "text", to_stdout=False)
        console.diff(difference.diff for difference in differences)
        console.report(found)
    else:
        console.findings(found, arguments.format, to_stdout=True)
    for difference in differences:
        console.tell(f"{difference.path}: {difference.kind}")
    stale = sum(difference.kind != "foreign" for difference in differences)
    if checked.ok or stale:
        console.say(_summary(stale))
    elif checked.diagnostics:
        console.say("check: could not compare everything")
    return 0 if checked.ok else 1


def _summary(differences: int) -> str:
    if not differences:
        return "check: everything is as it would be written today"
    files = "1 file is" if differences == 1 else f"{differences} files are"
    return f"check: {files} not as it would be written today; run transcribe and generate, and commit what they write"


def _nothing_to_check(configured: Configuration) -> Usage:
    return needed(
        configured, "[tool.specwright.transcribe] or [[tool.specwright.generate]]", "specwright generate SPEC"
    )
