"""A folder of templates that go before ours: which of its files count for nothing, and which one spoiled a module."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import meta
from msgspec import Struct

__all__ = ["Unused", "no_python", "overriding", "unused"]


class Unused(Struct, frozen=True, kw_only=True):
    """A file that takes the place of no template, and the name of ours that comes nearest."""

    file: Path
    nearest: str


def unused(overrides: Path, ours: Path) -> tuple[Unused, ...]:
    """The files in `overrides` that neither replace a template in `ours` nor are included by one that does.

    Hidden files and Markdown are nobody's templates.
    """
    from difflib import get_close_matches  # here: few have templates of their own

    names = sorted(_names(ours))
    replaced = [name for name in _names(overrides) if name in names]
    included = {name for name in replaced for name in _included(name, [overrides, ours])}
    idle = sorted(_names(overrides) - {*replaced, *included})
    return tuple(
        Unused(file=overrides / name, nearest=get_close_matches(name, names, n=1, cutoff=0)[0]) for name in idle
    )


def overriding(name: str, overrides: Path, ours: Path) -> Path | None:
    """The overriding file that has a part in the template `name`: itself, or the first one that it includes."""
    parts = (name, *_included(name, [overrides, ours]))
    return next((overrides / part for part in parts if (overrides / part).is_file()), None)


def no_python(text: str) -> str | None:
    """Why a text is no Python; None for one that is."""
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(text)
    except SyntaxError as error:
        return f"{error.msg}: {(error.text or '').strip()[:80]!r}"
    except ValueError as error:
        return str(error)
    return None


def _names(folder: Path) -> set[str]:
    paths = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"}
    return {
        path.as_posix()
        for path in paths
        if not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    }


def _included(name: str, folders: list[Path]) -> Iterator[str]:
    """The templates that one includes or extends, and those that they do; each once, in the order of their text."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=True)
    seen, waiting = {name}, [name]
    while waiting:
        for part in _references(waiting.pop(0), environment):
            if part not in seen:
                seen.add(part)
                waiting.append(part)
                yield part


def _references(name: str, environment: jinja2.Environment) -> Iterator[str]:
    try:
        text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        yield from filter(None, meta.find_referenced_templates(environment.parse(text)))
    except (jinja2.TemplateError, UnicodeDecodeError):
        return  # rendering tells what is wrong with it
