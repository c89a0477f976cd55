"""What a package takes of the runtime is what it imports, and what that imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from specwright.installed import package_root
from specwright.render.runtime_files import runtime_files

RUNTIME = package_root() / "runtime"
FILES = {file.relative_to(RUNTIME).as_posix(): file.read_text("utf-8") for file in sorted(RUNTIME.rglob("*.py"))}


@pytest.mark.parametrize("path", FILES)
def test_what_is_imported_comes_along(path: str) -> None:
    taken = runtime_files([path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")])
    assert path in taken
    assert set(taken) == closure({"__init__.py", *packages(path), path})


def closure(paths: set[str]) -> set[str]:
    """Files of the runtime, and all that they import, as Python reads them."""
    found: set[str] = set()
    waiting = {*paths}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= {*imported(path)} - found
    return found


def imported(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(FILES[path])):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = PurePosixPath(path).parents[node.level - 1]
            base = folder.joinpath(*(node.module or "").split(".")) if node.module else folder
            for name in (base, *(base / alias.name for alias in node.names)):
                for file in (f"{name}.py", f"{name}/__init__.py"):
                    if file in FILES:
                        yield from (file, *packages(file))


def packages(path: str) -> Iterator[str]:
    for folder in PurePosixPath(path).parents:
        file = (folder / "__init__.py").as_posix()
        if file in FILES:
            yield file
