"""What a fix does to the tree of a file: the six changes that rules ask for, and what is left when they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from specwright.ingest.document import Origin, split

__all__ = ["Append", "Arrange", "Change", "Insert", "Remove", "Rename", "Replace", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Take a member of an object or an item of an array away."""

    at: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """Put a scalar in the place of a scalar."""

    at: Origin
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Give a member of an object another key."""

    at: Origin
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Add a member to an object: in front of the member `before`, or of all."""

    at: Origin
    key: str
    value: Any
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """Add an item to an array."""

    at: Origin
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrange:
    """Put the items of an array in another order: the indices of the items as they are to stand."""

    at: Origin
    order: tuple[int, ...]


Change: TypeAlias = Remove | Replace | Rename | Insert | Append | Arrange


def changed(tree: Any, change: Change) -> bool:
    """Make a change to a tree, in place; whether the tree has the place that it is about."""
    steps = split(change.at.pointer)
    if isinstance(change, (Insert, Append, Arrange)):
        node = _down(tree, steps)
        return node is not None and _inside(node, change)
    holder = _down(tree, steps[:-1])
    if not steps or holder is None:
        return False
    key = _key(holder, steps[-1])
    return key is not None and _at(holder, key, change)


def _at(holder: Any, key: Any, change: Remove | Replace | Rename) -> bool:
    match change:
        case Remove():
            del holder[key]
        case Replace():
            if isinstance(holder[key], dict | list):
                return False
            holder[key] = change.value
        case Rename():
            if not isinstance(holder, dict) or change.key in holder:
                return False
            members = [(change.key if name == key else name, member) for name, member in holder.items()]
            holder.clear()
            holder.update(members)
        case _:
            assert_never(change)
    return True


def _inside(node: Any, change: Insert | Append | Arrange) -> bool:
    match change:
        case Insert():
            if not isinstance(node, dict) or change.key in node:
                return False
            node[change.key] = change.value
        case Append():
            if not isinstance(node, list):
                return False
            node.append(change.value)
        case Arrange():
            if not isinstance(node, list) or sorted(change.order) != list(range(len(node))):
                return False
            node[:] = [node[index] for index in change.order]
        case _:
            assert_never(change)
    return True


def _down(tree: Any, steps: list[str]) -> Any:
    for step in steps:
        key = _key(tree, step)
        if key is None:
            return None
        tree = tree[key]
    return tree


def _key(holder: Any, step: str) -> Any:
    """The key or index that a step of a pointer stands for, or `None` where the holder has no such."""
    if isinstance(holder, dict):
        return step if step in holder else None
    if isinstance(holder, list) and step.isdecimal() and int(step) < len(holder):
        return int(step)
    return None
