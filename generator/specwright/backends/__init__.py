"""Generation as a step of a build: what hatchling and setuptools call while they build a project that is configured.

Nothing is fetched, so that a wheel can be built from an sdist without a network.
"""

from __future__ import annotations

from pathlib import Path

from specwright.cli import main
from specwright.config import find, load, shown
from specwright.diagnostics import Sink
from specwright.write import MANIFEST, forget

__all__ = ["BuildFailed", "generate"]


class BuildFailed(Exception):
    """The packages of a project can't be generated; the reasons are on standard error."""


def generate(project: Path) -> tuple[Path, ...]:
    """Generate what the configuration in `project` says; returns the folders of the packages, absolute.

    Raises `BuildFailed` where there is no configuration, or a document can't be used.
    """
    file = find(project)
    if file is None or not file.is_relative_to(project):
        raise BuildFailed(f"{project}: nothing is configured to be generated; `specwright init` writes a configuration")
    if main(["generate", "--quiet", "--config", str(file)]):
        raise BuildFailed(f"{shown(file)}: the packages could not be generated; see above")
    configured = load(file, sink=Sink())
    outputs = sorted({settings.output for settings in configured.generate}) if configured else []
    packages = tuple(manifest.parents[1] for output in outputs for manifest in sorted(output.glob(f"*/{MANIFEST}")))
    for package in packages:
        forget(package)  # it names folders of this machine, which have no business in a wheel
    return packages
