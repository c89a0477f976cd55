"""The runtime that comes with a package: our `runtime/` folder, verbatim, as far as the package needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

__all__ = ["runtime_files"]

_FOLDER = Path(__file__).resolve().parents[1] / "runtime"
_IMPORT = re.compile(r"^\s*from (\.+)([\w.]*) import (\([^)]*\)|.+$)", re.MULTILINE)


def runtime_files(modules: Iterable[str]) -> Mapping[str, bytes]:
    """The files behind `modules` (`"model"`, `"server"` ...) and all that these import, by path in the runtime folder."""
    waiting = ["__init__.py", *(path for module in modules for path in _files(module.split(".")))]
    found: dict[str, bytes] = {}
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = (_FOLDER / path).read_bytes() if (_FOLDER / path).exists() else b""
            waiting += _imported(path)
    return {path: found[path] for path in sorted(found)}


@cache
def _imported(path: str) -> tuple[str, ...]:
    """The files that a file of the runtime imports; all of its imports of its own kind are relative."""
    file = _FOLDER / path
    text = file.read_text("utf-8") if file.exists() else ""
    return tuple(dict.fromkeys(target for match in _IMPORT.finditer(text) for target in _targets(path, match)))


def _targets(path: str, match: re.Match[str]) -> Iterator[str]:
    dots, module, names = match.groups()
    folder = path.split("/")[: -len(dots)]
    base = [*folder, *filter(None, module.split("."))]
    yield from _files(base)
    for name in re.findall(r"\w+", names):
        yield from _files([*base, name])


def _files(steps: list[str]) -> Iterator[str]:
    """The file of a module, if it is one, and the `__init__.py` of every folder on the way."""
    for depth in range(1, len(steps) + 1):
        path = "/".join(steps[:depth])
        if (_FOLDER / path / "__init__.py").is_file():
            yield f"{path}/__init__.py"
        elif (_FOLDER / f"{path}.py").is_file():
            yield f"{path}.py"
