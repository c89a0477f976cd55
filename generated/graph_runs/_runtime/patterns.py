"""Patterns of JSON Schema, which are ECMAScript's, for the regular expression engines at hand.

Rust's engine never backtracks and is used where it can be. Python's is the second choice, for look-around and
back-references. A pattern that neither understands is not checked: importing a model must not fail because of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .schemas import Schema, compiles, rebuilt

__all__ = ["portable"]

_TOKEN = re.compile(r"\\.|\[\^?|\]|\$|\(\?<(?=[A-Za-z])|.", re.DOTALL)
_ASCII = {r"\d": "0-9", r"\w": "A-Za-z0-9_"}
_UNCHECKED: Schema = {}
_NOT_ASCII = {r"\D": "[^0-9]", r"\W": "[^A-Za-z0-9_]"}


def portable(schema: Schema) -> Schema:
    """The schema with all patterns in a form that its engine accepts."""
    schema = rebuilt(schema, portable)
    if schema["type"] != "str" or not isinstance(schema.get("pattern"), str):
        return schema
    plain = {
        key: value
        for key, value in schema.items()
        if key not in ("pattern", "regex_engine")
    }
    return plain | _translated(schema["pattern"])


@lru_cache(maxsize=1024)
def _translated(pattern: str) -> Schema:
    rust = {"pattern": _rewritten(pattern, python=False), "regex_engine": "rust-regex"}
    python = {"pattern": _rewritten(pattern, python=True), "regex_engine": "python-re"}
    return next(
        (each for each in (rust, python) if compiles({"type": "str", **each})),
        _UNCHECKED,
    )


def _rewritten(pattern: str, *, python: bool) -> str:
    """The pattern with ECMAScript's meaning of `\\d`, `\\w` and, for Python, `$` and group names."""
    parts: list[str] = []
    in_class = False
    for token in _TOKEN.findall(pattern):
        parts.append(_token(token, in_class=in_class, python=python))
        in_class = token in ("[", "[^") or (in_class and token != "]")
    return "".join(parts)


def _token(token: str, *, in_class: bool, python: bool) -> str:
    if token in _ASCII:
        return _ASCII[token] if in_class else f"[{_ASCII[token]}]"
    if in_class:
        return r"\[" if token == "[" else r"\[^" if token == "[^" else token
    if python and token == "$":
        return r"\Z"
    if python and token == "(?<":
        return "(?P<"
    return _NOT_ASCII.get(token, token)
