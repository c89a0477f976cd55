"""A document of some units only, with all that they refer to: what is generated of them is the same as from the whole one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import unquote

from specwright.ingest.document import join, split
from specwright.slices.units import Beyond, Units

__all__ = ["excerpt", "users"]

_MANY: Final = 50
"""Units that a change may reach before making everything is the better way."""
_INFO: Final = "/info"
"""The one part of the top that is shown where every excerpt shows it, too: by the package, not by what is in it."""
_CALLED: Final = ("paths", "webhooks", "x-webhooks")
"""Where operations are: nothing that we follow refers into them."""
_NAMED: Final = re.compile(rb'"\$(?:id|anchor|dynamicAnchor)"')
"""What makes that something can be referred to without a pointer."""
_ESCAPED: Final = r"\\u00(?:2[3-5Ff]|[46][1-9A-Fa-f]|[57][0-9Aa])"
_ODD: Final = r'#(?:%|\\/|/[^"%\\\s]*+[%\\])'
_PLAIN: Final = re.compile(r"[\w./~-]+", re.ASCII)
"""References and keywords that are not written as what they mean, and pointers that are only written in one way:
nobody has to escape a letter, or one of `#$%/`."""


def users(units: Units, pointer: str) -> set[str]:
    """A unit, and all in which it may be shown: those that refer to it, and those that refer to these.

    Raises `Beyond` where that can't be told, or where they are too many.
    """
    if not (units.lacks(_ESCAPED) and units.lacks(_ODD)):
        raise Beyond("references that are written in other ways")
    found, waiting = {pointer}, [pointer]
    while waiting and len(found) <= _MANY:
        for user in _referring(units, waiting.pop()) - found:
            found.add(user)
            waiting.append(user)
    if len(found) > _MANY or not all(unit == _INFO or unit.count("/") > 1 for unit in found):
        raise Beyond("shown all over")
    return found


def _referring(units: Units, pointer: str) -> set[str]:
    """The units that hold the text of a reference to one, or into it; a path item is referred into by no one we follow."""
    found, at = set(), -1
    table, wanted = split(pointer)[0], f"#{pointer}".encode()
    if _NAMED.search(units.written(pointer)):
        raise Beyond("references by name")
    if table in _CALLED:
        if not units.lacks(f"#/{table}/"):
            raise Beyond("references into operations")
        return set()
    if not _PLAIN.fullmatch(pointer):
        raise Beyond("a pointer that can be written in several ways")
    while (at := units.whole.find(wanted, at + 1)) >= 0:
        if units.whole[at + len(wanted)] in b'"/' and (user := units.covering(at, at + 1)):
            found.add(user)
    return found


def excerpt(units: Units, wanted: Iterable[str]) -> dict[str, Any]:
    """The document of the wanted units, with the parts of the top and what the units refer to, in the order of the text.

    Raises `Beyond` where something is to be said of the text of a unit.
    """
    top = {unit for unit in units.spans if unit.count("/") == 1 or unit.startswith("/components/securitySchemes/")}
    values: dict[str, Any] = {}
    waiting = [*top, *wanted]
    while waiting:
        unit = waiting.pop()
        if unit not in values and unit in units.spans:
            values[unit] = units.value(unit)
            waiting.extend(_targets(values[unit]))
    root: dict[str, Any] = {}
    for unit in units.spans:
        if unit in values:
            *steps, key = split(unit)
            table = root
            for step in steps:
                table = table.setdefault(step, {})
            table[key] = values[unit]
    return root


def _targets(node: Any) -> Iterator[str]:
    """The components that a tree names, by `$ref` or in the mapping of a discriminator."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield _component(value)
            elif key == "mapping" and isinstance(value, dict):
                yield from (_component(name) for name in value.values() if isinstance(name, str))
            else:
                yield from _targets(value)
    elif isinstance(node, list):
        for item in node:
            yield from _targets(item)


def _component(ref: str) -> str:
    """The component that a reference leads to, or into; a name alone is one of a schema."""
    if ref.startswith("#/"):
        return "/".join(unquote(ref[1:]).split("/")[: 4 if ref.startswith("#/components/") else 3])
    return join("/components/schemas", ref)
