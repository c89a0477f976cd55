"""The front matter of a page: the YAML between two `---` lines at its top, every value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from .page import Text

__all__ = ["body_start", "front_matter"]

_ENTRY = re.compile(r"([A-Za-z][\w.-]*):[ \t]*(.*)")
_QUOTES = "\"'"


def body_start(lines: Sequence[str]) -> int:
    """The index of the first line after the front matter; 0 when there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return index + 1
    return 0


def front_matter(lines: Sequence[str]) -> tuple[Mapping[str, Text], Text | None]:
    """The values of the front matter, and the place of its error when it is no YAML.

    A page whose front matter is broken is still read: its entries are then taken line by line.
    """
    content = "\n".join(lines[1 : max(body_start(lines) - 1, 0)])
    try:
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        return dict(_by_line(content)), _place(error)
    return dict(_by_node(node)), None


def _by_node(node: yaml.Node | None) -> Iterator[tuple[str, Text]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    for key, value in pairs:
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            mark = value.start_mark
            yield key.value, Text(value=value.value, line=mark.line + 2, column=mark.column + 1)


def _by_line(content: str) -> Iterator[tuple[str, Text]]:
    for number, line in enumerate(content.split("\n"), start=2):
        if match := _ENTRY.match(line):
            yield match[1], Text(value=match[2].rstrip().strip(_QUOTES), line=number, column=match.start(2) + 1)


def _place(error: Exception) -> Text:
    mark = getattr(error, "problem_mark", None)
    message = " ".join(str(getattr(error, "problem", None) or "nested too deeply").split())
    return Text(value=message, line=mark.line + 2 if mark else 1, column=mark.column + 1 if mark else 1)
