"""Modules in pieces that can be put into another module: a method, a class, what stands at the top."""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["transplanted"]


def transplanted(whole: bytes, old: bytes, new: bytes) -> bytes | None:
    """`whole` with that changed in it which is different in `new` than in `old`; None where it can't be told what that is.

    `old` and `new` are formatted modules that have part of what `whole` has. They may differ in docstrings only, and each
    piece of `old` that does has to stand in `whole` as it is, once.
    """
    (before, olds), (after, news) = ((ast.parse(text).body, text.splitlines(keepends=True)) for text in (old, new))
    changes = list(zip(_pieces(before, olds), _pieces(after, news), strict=False))
    if _without_docstrings(before, olds) != _without_docstrings(after, news) or _changed(old, changes) != new:
        return None
    return _changed(whole, changes)


def _changed(text: bytes, changes: list[tuple[bytes, bytes]]) -> bytes | None:
    for old, new in changes:
        if old != new:
            is_first = text.startswith(old)
            at = 0 if is_first else text.find(b"\n" + old) + 1
            if not (is_first or at) or text.find(b"\n" + old, at) >= 0:
                return None
            text = b"".join((text[:at], new, text[at + len(old) :]))
    return text


def _pieces(body: list[ast.stmt], lines: list[bytes]) -> Iterator[bytes]:
    """The lines of methods, of classes without methods and of other statements, each with the docstring that follows it."""
    for statement in _joined(body):
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


def _lines(lines: list[bytes], first: ast.stmt, last: ast.stmt) -> bytes:
    above = [decorator.lineno for decorator in getattr(first, "decorator_list", ())]
    return b"".join(lines[min([first.lineno, *above]) - 1 : last.end_lineno])


def _is_function(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _without_docstrings(body: list[ast.stmt], lines: list[bytes]) -> list[bytes]:
    """The lines of a module, where each docstring is nothing."""
    rest = list(lines)
    for each in reversed(list(_docstrings(body))):
        first, last = each.lineno - 1, (each.end_lineno or each.lineno) - 1
        rest[first : last + 1] = [lines[first][: each.col_offset] + lines[last][each.end_col_offset :]]
    return rest


def _docstrings(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if _is_docstring(statement):
            yield statement
        elif isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _docstrings(statement.body)
