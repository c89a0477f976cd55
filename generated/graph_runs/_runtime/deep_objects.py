"""The style `deepObject`, to any depth: `f[a][b]=1`. The items of arrays are numbered: `f[a][0]=1`.

OpenAPI leaves anything below the first level open; numbers keep arrays of objects apart, and PHP, Rails and qs read
them. On arrival `f[a][]=1&f[a][]=2` and `f[a]=1&f[a]=2` are arrays too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from .shapes import Shape, is_array, is_object

__all__ = ["flatten", "gather"]

_Tree: TypeAlias = "dict[str, _Tree] | list[str]"

_KEY = re.compile(r"\[([^\[\]]*)\]")
_DEEPEST = 32


def flatten(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The scalars of a wire value, each under its full name. Raises ValueError for a property name that can't be told
    apart."""
    if is_object(value):
        for key, item in value.items():
            if not key or "[" in key or "]" in key:
                raise ValueError("has a property name that is empty or holds a bracket")
            yield from flatten(f"{name}[{key}]", item)
    elif is_array(value):
        for index, item in enumerate(value):
            yield from flatten(f"{name}[{index}]", item)
    elif value is not None:
        yield name, value


def gather(name: str, pairs: Iterable[tuple[str, str]], shape: Shape) -> Any:
    """The wire value of the pairs that belong to `name`, None if there are none. Raises ValueError when they contradict."""
    tree: dict[str, _Tree] = {}
    for key, text in pairs:
        rest = key.removeprefix(name)
        if rest[:1] in ("", "[") and key.startswith(name):
            _plant(tree, ["", *_keys(rest)], text)
    if "" not in tree:
        return None
    value = _grown(tree[""])
    if shape == "array" and isinstance(value, str):
        return [value]
    if shape == "object" and is_array(value):
        return {str(index): item for index, item in enumerate(value)}
    return value


def _keys(text: str) -> list[str]:
    keys: list[str] = _KEY.findall(text)
    if "".join(f"[{key}]" for key in keys) != text:
        raise ValueError("has unbalanced brackets in its name")
    if len(keys) > _DEEPEST:
        raise ValueError("is nested too deeply")
    return keys


def _plant(tree: dict[str, _Tree], keys: list[str], text: str) -> None:
    *path, last = keys
    for key in path:
        inner = tree.setdefault(key, {})
        if isinstance(inner, list):
            raise ValueError("has a property that is both a value and an object")  # noqa: TRY004 - of the sender
        tree = inner
    values = tree.setdefault(last, [])
    if isinstance(values, dict):
        raise ValueError("has a property that is both a value and an object")  # noqa: TRY004 - of the sender
    values.append(text)


def _grown(tree: _Tree) -> Any:
    if isinstance(tree, list):
        return tree if len(tree) > 1 else tree[0]
    if set(tree) == {""}:
        items = tree[""]
        return items if isinstance(items, list) else [_grown(items)]
    if set(tree) == {str(index) for index in range(len(tree))}:
        return [_grown(tree[str(index)]) for index in range(len(tree))]
    return {key: _grown(item) for key, item in tree.items()}
