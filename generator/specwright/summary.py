"""What a run of `generate` made, in numbers: the report for machines and for people who compare runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from specwright.diagnostics import Diagnostic
from specwright.pipeline import Package
from specwright.report.json import finding

__all__ = ["summarise"]

_TARGETS = {
    "models": "models",
    "client.py": "client",
    "services": "client",
    "async_services": "client",
    "operations": "client",
    "server": "server",
    "_runtime": "runtime",
}
_SKIPPED = "operation-skipped"


def summarise(package: Package, diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """Counts of what was generated, what was skipped and why, the names that differ from what they would have been, lines
    and files by target, and seconds by stage, ready for JSON."""
    api = package.api
    models = [model for module in api.modules for model in module.models]
    return {
        "package": package.folder.name,
        "operations": sum(len(service.operations) for service in api.services),
        "services": len(api.services),
        "models": len(models),
        "names": {"given": len(api.names), "renamed": dict(api.renamed), "numbered": list(api.numbered)},
        "skipped": [finding(found) for found in diagnostics if found.code == _SKIPPED],
        "diagnostics": [finding(found) for found in diagnostics],
        "output": _output(package),
        "seconds": dict(package.seconds),
    }


def _output(package: Package) -> dict[str, dict[str, int]]:
    """Files, lines and bytes of Python by target."""
    counts: dict[str, Counter[str]] = {}
    for artifact in package.artifacts:
        if artifact.path.endswith(".py"):
            target = _TARGETS.get(artifact.path.partition("/")[0], "package")
            sizes = {"files": 1, "lines": artifact.content.count(b"\n"), "bytes": len(artifact.content)}
            counts.setdefault(target, Counter()).update(sizes)
    return {target: dict(sizes) for target, sizes in sorted(counts.items())}
