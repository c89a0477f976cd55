"""Typed access to a table of the configuration; what is wrong with it goes to a sink, with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct, field

from specwright.config import codes
from specwright.config.places import Path
from specwright.diagnostics import Code, Fix, Sink, Span

__all__ = ["Source", "Table"]

Value = TypeVar("Value", str, bool, list[Any], dict[str, Any])
_NAMES: dict[type, str] = {str: "a string", bool: "true or false", list: "an array", dict: "a table"}


class Source(Struct, frozen=True, kw_only=True):
    """The file that a configuration was read from, and where to report."""

    file: str
    places: Mapping[Path, tuple[int, int]]
    sink: Sink

    def span(self, path: Path) -> Span:
        """Where a key stands, or the nearest one above it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Span(file=self.file, line=line, column=column)

    def report(self, code: Code, path: Path, message: str, fix: str) -> None:
        """Report something wrong with the key at `path`."""
        self.sink.report(code, message, span=self.span(path), fix=Fix(description=fix))


class Table(Struct, kw_only=True):
    """One table. Each method takes a key, remembers that it is known, and returns its value or None."""

    source: Source
    path: Path
    content: Mapping[str, Any]
    known: list[str] = field(default_factory=list)

    def text(self, key: str, *, required: bool = False, one_of: tuple[str, ...] = ()) -> str | None:
        """A string that is not empty."""
        value = self._value(key, str, required=required)
        if value is not None and not value.strip():
            self.invalid(key, f"`{key}` is empty.", "Say something, or remove the key.")
            return None
        return self._choice((key,), value, one_of)

    def flag(self, key: str) -> bool:
        """A boolean; false without the key."""
        return self.switch(key) or False

    def switch(self, key: str) -> bool | None:
        """A boolean, or None where nothing is said."""
        return self._value(key, bool)

    def texts(self, key: str, *, required: bool = False, one_of: tuple[str, ...] = ()) -> tuple[str, ...] | None:
        """An array of strings."""
        value = self._value(key, list, required=required)
        if value is None:
            return None
        if required and not value:
            self.invalid(key, f"`{key}` is empty.", "Name at least one.")
        return tuple(text for index, item in enumerate(value) if (text := self._item(key, index, item, one_of)))

    def table(self, key: str) -> Table | None:
        """A table within this one."""
        value = self._value(key, dict)
        return None if value is None else self._below(key, content=value)

    def tables(self, key: str) -> list[Table]:
        """An array of tables."""
        value = self._value(key, list) or []
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self._wrong((key, index), "a table", f"Write it as [[{self._dotted(key)}]].")
        return [self._below(key, index, content=item) for index, item in enumerate(value) if isinstance(item, dict)]

    def refuse_unknown(self) -> None:
        """Report the keys that nobody asked for; call it last."""
        for key in self.content:
            if key not in self.known:
                close = _close(key, self.known)
                fix = f"Did you mean `{close[0]}`?" if close else f"Known keys: {', '.join(self.known)}."
                self.source.report(codes.CONFIG_KEY_UNKNOWN, (*self.path, key), f"`{key}` is not a setting here.", fix)

    def invalid(self, key: str | int, message: str, fix: str) -> None:
        """Report a value that can't be used."""
        self.source.report(codes.CONFIG_INVALID, (*self.path, key), message, fix)

    def span(self) -> Span:
        """Where this table begins."""
        return self.source.span(self.path)

    def _value(self, key: str, kind: type[Value], *, required: bool = False) -> Value | None:
        self.known.append(key)
        if key not in self.content:
            if required:
                self._missing(key)
            return None
        value = self.content[key]
        if isinstance(value, kind):
            return value
        self._wrong((key,), _NAMES[kind], f"Make it {_NAMES[kind]}.")
        return None

    def _item(self, key: str, index: int, item: Any, one_of: tuple[str, ...]) -> str | None:
        if not isinstance(item, str) or not item:
            self._wrong((key, index), "an array of strings that are not empty", "Put each item in quotes.")
            return None
        return self._choice((key, index), item, one_of)

    def _choice(self, path: Path, value: str | None, one_of: tuple[str, ...]) -> str | None:
        if value is None or not one_of or value in one_of:
            return value
        close = _close(value, one_of)
        fix = f"Did you mean {close[0]!r}?" if close else f"Choose one of {', '.join(map(repr, one_of))}."
        self.source.report(codes.CONFIG_INVALID, (*self.path, *path), f"{value!r} is not known here.", fix)
        return None

    def _wrong(self, path: Path, expected: str, fix: str) -> None:
        self.source.report(codes.CONFIG_INVALID, (*self.path, *path), f"`{path[0]}` has to be {expected}.", fix)

    def _missing(self, key: str) -> None:
        where = self._dotted()
        self.source.report(codes.CONFIG_KEY_MISSING, self.path, f"{where} has no `{key}`.", f"Add `{key} = ...`.")

    def _dotted(self, *more: str) -> str:
        return ".".join(str(step) for step in (*self.path, *more) if isinstance(step, str)) or "the file"

    def _below(self, *steps: str | int, content: Mapping[str, Any]) -> Table:
        return Table(source=self.source, path=(*self.path, *steps), content=content)


def _close(said: str, known: Sequence[str]) -> list[str]:
    """The one of what is known that was meant, maybe."""
    from difflib import get_close_matches  # here: mistakes are rare

    return get_close_matches(said, known, n=1)
