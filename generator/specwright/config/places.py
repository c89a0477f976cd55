"""Where each key of a TOML file stands.

`tomllib` tells values and no places. This reads the keys of text that `tomllib` has accepted (so it need not check
anything) and notes where each begins. TOML 1.0: https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import TypeAlias

__all__ = ["Path", "places"]

Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"\"\"\"{0,2}|'''.*?''''{0,2}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]\}\n#]+")


def places(text: str) -> dict[Path, tuple[int, int]]:
    """Line and column, from 1, of each key, table header and array item; the first place of a key counts."""
    found: dict[Path, tuple[int, int]] = {}
    for path, offset in _Scanner(text).document():
        before = text[:offset]
        found.setdefault(path, (before.count("\n") + 1, offset - before.rfind("\n")))
    return found


class _Scanner:
    """Walks over valid TOML and yields each path with its offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lengths: dict[Path, int] = {}

    def document(self) -> Iterator[tuple[Path, int]]:
        """The whole file."""
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = yield from self._header()
            else:
                yield from self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> Generator[tuple[Path, int], None, Path]:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        keys = [key for key, _ in self._keys()]
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        path: Path = ()
        for key in keys[:-1]:
            yield (*path, key), start
            path = self._latest((*path, key))
        path = (*path, keys[-1])
        yield path, start
        if many:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            path = self._latest(path)
            yield path, start
        return path

    def _latest(self, path: Path) -> Path:
        """The last item so far, where `path` is an array of tables."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        path = table
        for key, offset in self._keys():
            path = (*path, key)
            yield path, offset
        self.at = self.text.index("=", self.at) + 1
        yield from self._value(path)

    def _keys(self) -> list[tuple[str, int]]:
        keys = []
        self._skip(_BLANK)
        while match := _KEY.match(self.text, self.at):
            keys.append((_unquoted(match.group()), self.at))
            self.at = match.end()
            if not self._skip(_DOT):
                break
        return keys

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        self._skip(_BLANK)
        if self.text[self.at] == "[":
            yield from self._array(path)
        elif self.text[self.at] == "{":
            yield from self._inline_table(path)
        elif not self._skip(_STRING):
            self._skip(_BARE)

    def _array(self, path: Path) -> Iterator[tuple[Path, int]]:
        for index, offset in enumerate(self._items("]")):
            yield (*path, index), offset
            yield from self._value((*path, index))

    def _inline_table(self, path: Path) -> Iterator[tuple[Path, int]]:
        for _ in self._items("}"):
            yield from self._pair(path)

    def _items(self, closing: str) -> Iterator[int]:
        """The offset of each item; the caller reads the item before it asks for the next."""
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at] != closing:
            yield self.at
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self._skip(_BLANK)
        self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return bool(match)


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    import tomllib  # here: few keys are quoted

    value = tomllib.loads(f"key = {key}")["key"]
    return str(value)
