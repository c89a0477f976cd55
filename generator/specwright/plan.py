"""What a build system has to know before anything is made: the files that are read, and those that would be written, each
with a digest of all that decides what it holds. `plan.schema.json` beside this module describes the JSON."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from specwright.config import GenerateSettings
from specwright.depfile import files
from specwright.pipeline import Planned

__all__ = ["as_json", "as_text"]


def as_json(settings: GenerateSettings, planned: Planned) -> dict[str, Any]:
    """A plan, ready for JSON; paths are seen from the working folder, so that they are the same in every checkout."""
    return {
        "package": planned.folder.name,
        "spec": _placed(settings.spec),
        "folder": _placed(planned.folder),
        "inputs": [{"path": _placed(path), "digest": _digest(path)} for path in _inputs(planned.inputs)],
        "outputs": [
            {"path": _placed(planned.folder / path), "key": key} for path, key in sorted(planned.outputs.items())
        ],
    }


def as_text(plan: dict[str, Any]) -> Iterator[str]:
    """The lines of a plan for people: keys are cut."""
    yield f"{plan['folder']} (from {plan['spec']})"
    for one in plan["inputs"]:
        yield f"  {(one['digest'] or 'not there')[:12]:12} < {one['path']}"
    for one in plan["outputs"]:
        yield f"  {one['key'][:12]} > {one['path']}"


def _inputs(paths: Iterable[Path]) -> list[Path]:
    """The files, with those in folders, and those that are not there."""
    found = {inner for path in paths for inner in (files(path) or [path] * (not path.is_dir()))}
    return sorted(found, key=_placed)


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _placed(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()
