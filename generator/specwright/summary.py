"""What a run of `generate` made, in numbers: the report for machines and for people who compare runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from glob import escape
from typing import TYPE_CHECKING, Any

from specwright.diagnostics import Diagnostic
from specwright.importing import ImportFailed, ImportTime
from specwright.ingest.document import split
from specwright.report.json import finding

if TYPE_CHECKING:
    from specwright.pipeline import Package

__all__ = ["summarise"]

_TARGETS = {
    "models": "models",
    "client.py": "client",
    "services": "client",
    "async_services": "client",
    "operations": "client",
    "server": "server",
    "webhooks": "server",
    "_runtime": "runtime",
}
_SKIPPED = "operation-skipped"


def summarise(
    package: Package, diagnostics: Sequence[Diagnostic], imported: ImportTime | ImportFailed | None
) -> dict[str, Any]:
    """Counts of what was generated, what was skipped and why, the names that differ from what they would have been, lines
    and files by target, seconds by stage, and what the import costs, as `summary.schema.json` has it."""
    return {
        "package": package.folder.name,
        **package.counts,
        "skipped": [_told(found) for found in diagnostics if found.code == _SKIPPED],
        "diagnostics": [_told(found) for found in diagnostics],
        "output": _output(package),
        "seconds": dict(package.seconds),
        "import": _import(imported),
    }


def _import(imported: ImportTime | ImportFailed | None) -> dict[str, Any]:
    return asdict(imported) if isinstance(imported, ImportTime) else {"failed": str(imported or "nobody asked")}


def _told(found: Diagnostic) -> dict[str, Any]:
    """A finding, and the line of the configuration that silences it."""
    return {**finding(found), "silence": _silence(found)}


def _silence(found: Diagnostic) -> str:
    """An entry of `skip` (of the package) where an operation can't be generated, one of `accept` (at the top) otherwise."""
    if found.code == _SKIPPED and found.pointer:
        steps = split(found.pointer)
        return f"skip = [{_quoted(f'{steps[-1].upper()} {steps[1]}')}]"
    place = f"#{found.pointer}" if found.pointer is not None else found.span.file if found.span else None
    at = f", at = {_quoted(escape(place))}" if place else ""
    return f'accept = [{{ code = {_quoted(found.code)}{at}, reason = "..." }}]'


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _output(package: Package) -> dict[str, dict[str, int]]:
    """Files, lines and bytes of Python by target."""
    counts: dict[str, Counter[str]] = {}
    for artifact in package.artifacts:
        if artifact.path.endswith(".py"):
            path = artifact.path.removeprefix(f"{package.folder.name}/")  # of a package within a distribution
            target = _TARGETS.get(path.partition("/")[0], "package")
            sizes = {"files": 1, "lines": artifact.content.count(b"\n"), "bytes": len(artifact.content)}
            counts.setdefault(target, Counter()).update(sizes)
    return {target: dict(sizes) for target, sizes in sorted(counts.items())}
