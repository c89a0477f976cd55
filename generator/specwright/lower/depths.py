"""Chains of schemas: A is made of B, that of C, and so on. Compiling follows them, and so does Python importing classes.

Python's stack ends a few hundred calls deep, so long chains are compiled in stretches, from the far end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from specwright.ingest.document import Node
from specwright.lower.tree import Tree, listed, mapping

__all__ = ["far_ends"]

_STRETCH = 20


def far_ends(tree: Tree, components: Sequence[str]) -> Iterator[str]:
    """The components to compile first, so that none of the others is more than a stretch away from a known one."""
    known = frozenset(components)
    depths: dict[str, int] = {}
    entered: set[str] = set()
    for component in components:
        waiting = [component]
        while waiting:
            pointer = waiting[-1]
            if pointer not in entered:
                entered.add(pointer)
                waiting += (need for need in _made_of(tree, tree.at(pointer)) if need not in entered)
                continue
            waiting.pop()
            if pointer not in depths:
                depths[pointer] = _depth(tree, pointer, depths)
                if depths[pointer] % _STRETCH == 0 and pointer in known:
                    yield pointer


def _depth(tree: Tree, pointer: str, depths: Mapping[str, int]) -> int:
    return 1 + max((depths.get(need, 0) for need in _made_of(tree, tree.at(pointer))), default=0)


def _made_of(tree: Tree, node: Node) -> Iterator[str]:
    """The schemas that a schema refers to in unions and `allOf`s, however these are nested."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if (target := tree.target(node)) is not None:
            yield target
        for keyword in ("allOf", "anyOf", "oneOf"):
            waiting += listed(mapping(node).get(keyword))
