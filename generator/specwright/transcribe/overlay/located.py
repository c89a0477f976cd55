"""YAML with places: the core schema of YAML 1.2, no duplicate keys, and a bound on what aliases may multiply to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from specwright.diagnostics import Span

__all__ = ["Located", "Mistake", "load"]

_MOST_NODES = 100_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}|0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}")  # longer ones stay text
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class Mistake(Exception):
    """What is wrong with an overlay, where, and what to do; raised for YAML, yielded for structure."""

    def __init__(self, span: Span, message: str, todo: str = "") -> None:
        super().__init__(message)
        self.span, self.message, self.todo = span, message, todo


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A value with its place, and the place of its key; members of objects and lists are located, too."""

    value: Any
    span: Span
    key_span: Span | None = None

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {name: member.plain() for name, member in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


def load(text: str, file: str) -> Located:
    """The document in `text`. Raises `Mistake` where it is no YAML that can be used."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _Reader(file).read(node) if node else Located(value=None, span=Span(file=file, line=1, column=1))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        span = Span(file=file, line=mark.line + 1 if mark else 1, column=mark.column + 1 if mark else 1)
        raise Mistake(span, error.problem or "it cannot be parsed") from None
    except (yaml.YAMLError, RecursionError):
        raise Mistake(Span(file=file, line=1, column=1), "it cannot be parsed, or is nested too deeply") from None


class _Reader:
    """Turns nodes into values and counts them, so that aliases of aliases end early."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._count = 0

    def read(self, node: yaml.Node, key: yaml.Node | None = None) -> Located:
        self._count += 1
        if self._count > _MOST_NODES:
            raise Mistake(self._span(node), f"it has more than {_MOST_NODES} values")
        return Located(value=self._value(node), span=self._span(node), key_span=self._span(key) if key else None)

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._object(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item) for item in node.value]
        value = _scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if isinstance(value, str) and _SURROGATE.search(value):
            raise Mistake(self._span(node), "it has half of a surrogate pair")
        return value

    def _object(self, node: yaml.MappingNode) -> dict[str, Located]:
        members: dict[str, Located] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in members:
                raise Mistake(self._span(key), "a key must be a string, and occur once")
            members[key.value] = self.read(value, key)
        return members

    def _span(self, node: yaml.Node) -> Span:
        return Span(file=self._file, line=node.start_mark.line + 1, column=node.start_mark.column + 1)


def _scalar(node: yaml.ScalarNode) -> Any:
    """A scalar by the core schema of YAML 1.2.2 (section 10.3.2): `no`, `on` and dates are strings."""
    text: str = node.value
    if node.style is not None:
        return text
    if text.lower() in _CONSTANTS and text in (text.lower(), text.title(), text.upper()):
        return _CONSTANTS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
