"""Which references of a document lead back to where they stand: these are never followed, as in Spectral."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from specwright.ingest.document import escape

__all__ = ["circular", "references_of"]


def circular(root: Any) -> frozenset[str]:
    """The pointers of the references that are part of a cycle."""
    sites = dict(references_of(root))
    targets = frozenset(sites.values())
    holders = {site: [holder for holder in _above(site) if holder in targets] for site in sites}
    edges: dict[str, set[str]] = defaultdict(set)
    for site, target in sites.items():
        for holder in holders[site]:
            edges[holder].add(target)
    group = _components(edges)
    return frozenset(
        site
        for site, target in sites.items()
        if any(group.get(holder, holder) == group.get(target, target) for holder in holders[site])
    )


def references_of(root: Any) -> Iterator[tuple[str, str]]:
    """The pointers of the local references, each with that of its target."""
    pending = [("", root)]
    while pending:
        pointer, node = pending.pop()
        if isinstance(node, dict):
            ref = node.get("$ref")
            if isinstance(ref, str) and ref.startswith("#"):
                yield pointer, unquote(ref[1:])
            pending += [(f"{pointer}/{escape(key)}", value) for key, value in node.items()]
        elif isinstance(node, list):
            pending += [(f"{pointer}/{index}", value) for index, value in enumerate(node)]


def _above(pointer: str) -> Iterator[str]:
    """The pointer, and those of all that holds it."""
    yield pointer
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


def _components(edges: Mapping[str, set[str]]) -> dict[str, str]:
    """One name for all nodes that lead to each other (strongly connected components, by two searches: Kosaraju)."""
    back: dict[str, set[str]] = defaultdict(set)
    for node, following in edges.items():
        for one in following:
            back[one].add(node)
    finished: list[str] = []
    seen: set[str] = set()
    for node in edges:
        finished += _search(node, edges, seen)
    group: dict[str, str] = {}
    seen = set()
    for node in reversed(finished):
        group |= dict.fromkeys(_search(node, back, seen), node)
    return group


def _search(start: str, edges: Mapping[str, set[str]], seen: set[str]) -> list[str]:
    """The nodes that can be had from one and have not been seen, those first from which there is nowhere left to go."""
    if start in seen:
        return []
    seen.add(start)
    found = []
    stack = [(start, iter(sorted(edges.get(start, ()))))]
    while stack:
        node, following = stack[-1]
        for one in following:
            if one not in seen:
                seen.add(one)
                stack.append((one, iter(sorted(edges.get(one, ())))))
                break
        else:
            found.append(node)
            stack.pop()
    return found
