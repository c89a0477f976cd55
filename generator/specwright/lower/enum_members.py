"""What documents call the values of an enum, and say of them: extensions, as OpenAPI has nothing but `oneOf` for it.

`x-enum-varnames` and `x-enum-descriptions` (openapi-generator, openapi-python-client), `x-enumNames` (NSwag),
`x-enumDescriptions` (Redocly) and `x-ms-enum` (AutoRest).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from specwright.ingest.document import Node
from specwright.lower.api import EnumMember
from specwright.lower.tree import listed, mapping, text

__all__ = ["members_of"]

_TITLES = ("x-enum-varnames", "x-enumNames")
_DESCRIPTIONS = ("x-enum-descriptions", "x-enumDescriptions")
_SAYING = frozenset({*_TITLES, *_DESCRIPTIONS, "x-ms-enum"})


def members_of(node: Mapping[str, Any], values: Sequence[str | int | bool]) -> Iterator[EnumMember]:
    """The values of an `enum` with their names, where these tell more, and descriptions."""
    if node.keys().isdisjoint(_SAYING):
        yield from (EnumMember(value=value) for value in values)
        return
    titles, descriptions = _said(node, _TITLES, "name"), _said(node, _DESCRIPTIONS, "description")
    for value in values:
        title = titles.get(str(value), "")
        known = _letters(title) == _letters(str(value))
        yield EnumMember(value=value, title="" if known else title, description=descriptions.get(str(value), ""))


def _said(node: Mapping[str, Any], extensions: Sequence[str], key: str) -> dict[str, str]:
    """What the extensions say of each value, in the order of the values or by value; the first has the last word."""
    microsoft = map(mapping, listed(mapping(node.get("x-ms-enum")).get("values")))
    found = {str(each.get("value")): text(each.get(key)) for each in microsoft}
    for extension in reversed(extensions):
        found |= _by_value(node.get(extension), listed(node.get("enum")))
    return found


def _by_value(said: Node, values: Sequence[Node]) -> dict[str, str]:
    pairs = zip(values, said, strict=False) if isinstance(said, list) else mapping(said).items()
    return {str(value): text(words) for value, words in pairs}


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()
