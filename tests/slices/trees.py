"""Packages on the disk, made from what stands there or from nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from specwright import pipeline
from specwright.config import GenerateSettings
from specwright.diagnostics import Sink
from specwright.project import Generation, generate_package
from specwright.write import MANIFEST, OWN, Manifest, plan

__all__ = ["clean", "content", "generated", "times"]


def generated(spec: Path, output: Path, **settings: Any) -> Generation:
    """A run that may leave alone what stands there."""
    chosen = GenerateSettings(spec=spec, output=output, package="made", **settings)
    return generate_package(chosen, verify=False)


def clean(spec: Path, package: Path | None, output: Path, **settings: Any) -> dict[str, bytes]:
    """What a run makes from nothing but the document and the names that were given in `package`."""
    lock = output / "made" / MANIFEST
    lock.parent.mkdir(parents=True, exist_ok=True)
    if package is not None:
        lock.write_bytes(Manifest(names=Manifest.parse((package / MANIFEST).read_bytes()).names).dump())
    chosen = GenerateSettings(spec=spec, output=output, package="made", **settings)
    made = pipeline.generate(chosen, sink=Sink())
    assert made is not None
    lock.unlink(missing_ok=True)
    return dict(plan(made.folder, made.artifacts, names=made.names).contents)


def content(package: Path | None) -> dict[str, bytes]:
    """The files of a package by path, without what one machine remembers."""
    return {path: file.read_bytes() for path, file in _files(package)}


def times(package: Path | None) -> dict[str, int]:
    """When each of these files was written."""
    return {path: file.stat().st_mtime_ns for path, file in _files(package)}


def _files(package: Path | None) -> list[tuple[str, Path]]:
    assert package is not None
    files = ((file.relative_to(package).as_posix(), file) for file in package.rglob("*") if file.is_file())
    return [(path, file) for path, file in files if path not in OWN]
