"""Packages of any number of models that refer to each other."""

from __future__ import annotations

from pathlib import Path

from specwright.render.runtime_files import runtime_files

_BASE = "from .._runtime.model import Model as _Model, camel\nclass Model(_Model, alias_generator=camel): ...\n"
_LAZY = (
    "from .._runtime.lazy import placeholders\nfrom . import INDEX\n__getattr__ = placeholders(__package__, INDEX)\n"
)


def vendor(folder: Path) -> None:
    """Put the model side of the runtime where a generated package has it."""
    (folder / "_runtime").mkdir()
    for path, content in runtime_files(["codec", "lazy", "model", "operation"]).items():
        (folder / "_runtime" / path).write_bytes(content)


def write_chain(folder: Path, length: int) -> None:
    """`M0` refers to `M1`, that to `M2` ..."""
    _write(folder, {number: [number + 1] for number in range(length - 1)} | {length - 1: []})


def write_cycle(folder: Path, size: int) -> None:
    """Each model refers to the next, the last to the first, and each to three others."""
    steps = ((number, (number + 1, 7 * number + 1, 13 * number + 5, 31 * number + 2)) for number in range(size))
    _write(folder, {number: [target % size for target in targets] for number, targets in steps})


def _write(folder: Path, references: dict[int, list[int]]) -> None:
    index = {f"M{number}": f"m{number}" for number in references}
    exports = (
        f"from .._runtime.lazy import exports\nINDEX = {index!r}\n__getattr__, __dir__ = exports(__name__, INDEX)\n"
    )
    models = {f"models/m{number}.py": _model(number, targets) for number, targets in references.items()}
    frame = {"__init__.py": "", "models/__init__.py": exports, "models/_base.py": _BASE, "models/_lazy.py": _LAZY}
    for name, text in (frame | models).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    vendor(folder)


def _model(number: int, targets: list[int]) -> str:
    names = ", ".join(f"M{target}" for target in sorted(set(targets)))
    imports = f"from ._lazy import {names}\n" if names else ""
    scalars = "".join(f"    field_{place}: {'str' if place % 2 else 'int'} | None = None\n" for place in range(14))
    fields = "".join(f"    ref_{place}: M{target} | None = None\n" for place, target in enumerate(targets))
    return f"{imports}from ._base import Model\nclass M{number}(Model):\n{scalars}{fields}"
