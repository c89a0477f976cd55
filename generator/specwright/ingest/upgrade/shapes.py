"""Reading parts that may be malformed: what has another shape reads as empty."""

from __future__ import annotations

from typing import Any

__all__ = ["extensions", "listed", "mapped", "texts"]


def mapped(node: Any) -> dict[str, Any]:
    """`node` if it is an object, otherwise an empty one."""
    return node if type(node) is dict else {}


def listed(node: Any) -> list[Any]:
    """`node` if it is an array, otherwise an empty one."""
    return node if type(node) is list else []


def texts(node: Any) -> list[str]:
    """The strings in an array, each once."""
    return list(dict.fromkeys(item for item in listed(node) if type(item) is str))


def extensions(node: dict[str, Any]) -> dict[str, Any]:
    """The `x-` fields of an object."""
    return {key: value for key, value in node.items() if key.startswith("x-")}
