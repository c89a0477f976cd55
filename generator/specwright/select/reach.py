"""Which components the operations reach: by `$ref`, by a discriminator's mapping, and by inheriting from one that has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from specwright.ingest.document import Node, escape, split
from specwright.ingest.grammar import FIELDS, children
from specwright.ingest.references import resolve
from specwright.ingest.upgrade.moves import Moves

__all__ = ["Reach"]

_SECTIONS = {kind.strip("{}"): section for section, kind in FIELDS["components"].items() if kind != "{other}"}
"""The section of the components that holds a kind of object."""

_SCHEMAS = "/components/schemas/"
_WORDLESS = frozenset(
    {"paths", "webhooks", "responses", "content", "schema", "properties", "requestBody", "parameters"}
)


class _Visit(NamedTuple):
    pointer: str
    kind: str
    node: dict[str, Node]


class Reach:
    """Walks from what stays (`root`, whose parts `whole` had with more operations) to all that it refers to.

    A reference into an operation that is gone is given a component to refer to.
    """

    def __init__(self, whole: dict[str, Node], root: dict[str, Node], moves: Moves) -> None:
        self.whole = whole
        self.root = root
        self.moves = moves
        self.reached: set[str] = set()
        self.homes: dict[str, str] = {}
        self.todo: list[_Visit] = []
        self.components: dict[str, dict[str, Node]] = {
            section: dict(members) if isinstance(members, dict) else members
            for section, members in _mapping(root.get("components")).items()
        }

    def settle(self, *, prune: bool) -> None:
        """Give `root` the components that it needs: all, or with `prune` those that are reached."""
        self.root["components"] = self.components
        top = {key: node for key, node in self.root.items() if key != "components" or not prune}
        self.todo.append(_Visit("", "document", top))
        while self.todo:
            self.visit(self.todo.pop())
        if prune:
            self.prune()
        if not self.components:
            del self.root["components"]

    def visit(self, visit: _Visit) -> None:
        pointer, kind, node = visit
        if isinstance(ref := node.get("$ref"), str) and ref.startswith("#/"):
            self.refer(node, ref[1:], kind)
        if kind == "schema" and isinstance(tagged := node.get("discriminator"), dict):
            for name in self.variants(pointer, node, tagged):
                self.enter(name)
        self.todo.extend(_Visit(*child) for child in children(kind, pointer, node))

    def refer(self, node: dict[str, Node], pointer: str, kind: str) -> None:
        """Follow a reference to its component, which it gets where it led into an operation that is gone."""
        if pointer not in self.homes and not resolve(self.root, pointer)[0]:
            self.bring(pointer, kind)
        if pointer in self.homes:
            node["$ref"] = f"#{self.homes[pointer]}"
        self.enter(self.homes.get(pointer, pointer))

    def enter(self, pointer: str) -> None:
        """Walk through the component that a pointer is in."""
        steps = pointer.split("/", 4)
        owner = "/".join(steps[:4])
        if steps[1:2] != ["components"] or len(steps) < 4 or owner in self.reached:
            return
        self.reached.add(owner)
        kind = FIELDS["components"].get(steps[2], "{other}").strip("{}")
        found, node = resolve(self.root, owner)
        if found and isinstance(node, dict):
            self.todo.append(_Visit(owner, kind, node))

    def bring(self, pointer: str, kind: str) -> None:
        """Make a component of a part of an operation that is gone."""
        found, node = resolve(self.whole, pointer)
        section = _SECTIONS.get(kind)
        if not found or section is None:
            return
        members = self.components.setdefault(section, {})
        name = _name(pointer)
        while name in members:
            name += "_"
        members[name] = node
        self.homes[pointer] = f"/components/{section}/{name}"
        self.moves.move(self.homes[pointer], pointer)

    def variants(self, pointer: str, node: dict[str, Node], tagged: dict[str, Node]) -> Iterator[str]:
        """The schemas that a discriminator tells apart: those it maps to, and those that inherit from its own."""
        for value in _mapping(tagged.get("mapping")).values():
            if isinstance(value, str):
                yield value[1:] if value.startswith("#") else f"{_SCHEMAS}{escape(value)}"
        if "oneOf" not in node and "anyOf" not in node:
            yield from self.heirs.get(pointer, ())

    @cached_property
    def heirs(self) -> dict[str, list[str]]:
        """The component schemas that extend another one by `allOf`, by that one."""
        found: dict[str, list[str]] = {}
        for name, schema in _mapping(self.components.get("schemas")).items():
            parts = _mapping(schema).get("allOf")
            for part in parts if isinstance(parts, list) else ():
                if isinstance(ref := _mapping(part).get("$ref"), str):
                    found.setdefault(ref[1:], []).append(f"{_SCHEMAS}{escape(name)}")
        return {base: self.descendants(base, found) for base in found}

    def descendants(self, base: str, heirs: dict[str, list[str]]) -> list[str]:
        seen: dict[str, None] = {}
        todo = [base]
        while todo:
            for heir in heirs.get(todo.pop(), ()):
                if heir not in seen:
                    seen[heir] = None
                    todo.append(heir)
        return list(seen)

    def prune(self) -> None:
        """Leave out the components that were not reached; security schemes stay, and so does what has no kind."""
        for section in _SECTIONS.values():
            if isinstance(members := self.components.get(section), dict):
                kept = {name: f"/components/{section}/{escape(name)}" for name in members}
                left = {name: members[name] for name, pointer in kept.items() if pointer in self.reached}
                self.components[section] = left
                if not left:
                    del self.components[section]


def _mapping(node: Node) -> dict[str, Node]:
    return node if isinstance(node, dict) else {}


def _name(pointer: str) -> str:
    """A component's name from the words of a place: `/paths/~1pets/get/responses/200/content/...` is pets_get_200."""
    steps = (step for step in split(pointer) if step not in _WORDLESS and ("/" not in step or step[0] == "/"))
    return "_".join(word for step in steps for word in re.findall(r"[A-Za-z0-9]+", step)) or "part"
