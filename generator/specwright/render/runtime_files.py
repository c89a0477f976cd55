"""The runtime that comes with a package: our `runtime/` folder, verbatim, as far as the package needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from specwright.installed import package_root

__all__ = ["runtime_files"]

_FOLDER = package_root() / "runtime"
_IMPORT = re.compile(rb"from (\.+)([\w.]*) import (\([^)]*\)|.+)")
"""It begins with letters, which are found fastest; nothing else in our runtime reads like an import."""


def runtime_files(modules: Iterable[str]) -> Mapping[str, bytes]:
    """The files behind `modules` (`"model"`, `"server"` ...) and all that these import, by path in the runtime folder."""
    waiting = ["__init__.py", *(path for module in modules for path in _files(module.split(".")))]
    found: dict[str, bytes] = {}
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = _content(path)
            waiting += _imported(path)
    return {path: found[path] for path in sorted(found)}


@cache
def _there() -> frozenset[str]:
    """All modules of the runtime: to ask the system for each that may be there takes 20 ms."""
    return frozenset(path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob("*.py"))


@cache
def _content(path: str) -> bytes:
    return (_FOLDER / path).read_bytes() if path in _there() else b""


@cache
def _imported(path: str) -> tuple[str, ...]:
    """The files that a file of the runtime imports; all of its imports of its own kind are relative."""
    found = (target for match in _IMPORT.finditer(_content(path)) for target in _targets(path, match))
    return tuple(dict.fromkeys(found))


def _targets(path: str, match: re.Match[bytes]) -> Iterator[str]:
    dots, module, names = (group.decode() for group in match.groups())
    folder = path.split("/")[: -len(dots)]
    base = [*folder, *filter(None, module.split("."))]
    yield from _files(base)
    for name in re.findall(r"\w+", names):
        yield from _files([*base, name])


def _files(steps: list[str]) -> Iterator[str]:
    """The file of a module, if it is one, and the `__init__.py` of every folder on the way."""
    for depth in range(1, len(steps) + 1):
        path = "/".join(steps[:depth])
        if f"{path}/__init__.py" in _there():
            yield f"{path}/__init__.py"
        elif f"{path}.py" in _there():
            yield f"{path}.py"
