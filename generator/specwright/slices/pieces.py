"""Modules in pieces that can be put into another module: a method, a class, what stands at the top."""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["transplanted"]


def transplanted(whole: str, old: str, new: str) -> str | None:
    """`whole` with that changed in it which is different in `new` than in `old`; None where it can't be told what that is.

    `old` and `new` are formatted modules that have part of what `whole` has. They may differ in docstrings only, and each
    piece of `old` that does has to stand in `whole` as it is, once.
    """
    before, after = ast.parse(old), ast.parse(new)
    changes = list(zip(_pieces(before, old), _pieces(after, new), strict=False))
    if _without_docstrings(before) != _without_docstrings(after) or _changed(old, changes) != new:
        return None
    return _changed(whole, changes)


def _changed(text: str, changes: list[tuple[str, str]]) -> str | None:
    text = f"\n{text}"
    for old, new in changes:
        if old != new:
            if text.count(f"\n{old}") != 1:
                return None
            text = text.replace(f"\n{old}", f"\n{new}")
    return text[1:]


def _pieces(module: ast.Module, text: str) -> Iterator[str]:
    """The lines of methods, of classes without methods and of other statements, each with the docstring that follows it."""
    lines = [f"{line}\n" for line in text.split("\n")]
    for statement in _joined(module.body):
        first, last = statement[0], statement[-1]
        if isinstance(first, ast.ClassDef) and any(map(_is_function, first.body)):
            for inner in _joined(first.body):
                yield _lines(lines, inner[0], inner[-1])
        else:
            yield _lines(lines, first, last)


def _joined(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Statements, each with the docstrings that follow it."""
    group: list[ast.stmt] = []
    for statement in body:
        if group and not _is_docstring(statement):
            yield group
            group = []
        group.append(statement)
    if group:
        yield group


def _lines(lines: list[str], first: ast.stmt, last: ast.stmt) -> str:
    above = [decorator.lineno for decorator in getattr(first, "decorator_list", ())]
    return "".join(lines[min([first.lineno, *above]) - 1 : last.end_lineno])


def _is_function(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _without_docstrings(module: ast.Module) -> str:
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and _is_docstring(node):
            node.value = ast.Constant("")
    return ast.dump(module)
