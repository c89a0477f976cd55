"""What was generated in numbers, and whether it keeps to the budget."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from specwright.budget import overruns
from specwright.importing import ImportFailed, ImportTime, measured
from specwright.pipeline import Package
from specwright.project import Generation
from specwright.summary import summarise

__all__ = ["budgeted"]


def budgeted(generation: Generation, arguments: Namespace) -> tuple[Generation, dict[str, Any] | None]:
    """A generation with what it costs beyond the budget among its findings, and its summary; none of a document that can't be
    used. The import is measured if the report or the budget asks for it."""
    package = generation.package
    if package is None:
        return generation, None
    asked = arguments.report or any(budget.measure == "import" for budget in arguments.budget)
    imported = _imported(generation) if asked else None
    over = tuple(overruns(summarise(package, (), imported), arguments.budget))
    told = replace(generation, diagnostics=(*generation.diagnostics, *over))
    return told, summarise(package, told.diagnostics, imported)


def _imported(generation: Generation) -> ImportTime | ImportFailed:
    if generation.package is None or generation.changes is None:
        return ImportFailed("nothing was written")
    try:
        return measured(*_root(generation.package))
    except ImportFailed as problem:
        return problem


def _root(package: Package) -> tuple[Path, bool]:
    """The folder that Python imports, which may stand within a distribution, and whether there is a client in it."""
    paths = {artifact.path for artifact in package.artifacts}
    inner = package.folder.name if f"{package.folder.name}/__init__.py" in paths else ""
    return package.folder / inner, f"{inner}/client.py".lstrip("/") in paths
