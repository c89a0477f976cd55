"""Names of the user's own: by configuration, or in the document as `x-python-name`; the configuration has the last word.

A chosen name goes before the name lock and is not remembered there, so that taking it back takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from specwright.diagnostics import Fix, Sink, Span
from specwright.ingest.document import Node, join, split
from specwright.lower import findings
from specwright.lower.names import Scope, is_usable
from specwright.lower.tree import Tree, listed, mapping

__all__ = ["ChosenNames", "NameChoice"]

EXTENSION = "x-python-name"


class NameChoice(Struct, frozen=True, kw_only=True):
    """A name for what `key` says: a JSON Pointer (`"#/..."`), an operation (`"GET /pets"`, `"POST petSold"` for a
    webhook) or a tag (`"tag:pets"`); and where somebody chose it."""

    key: str
    name: str
    span: Span | None = None


class ChosenNames(Struct):
    """The choices for a document, and which of them were of use.

    A name for a property that begins with a capital letter is the name of its class, any other that of the field.
    """

    tree: Tree
    sink: Sink
    choices: Mapping[str, NameChoice] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _tags: list[tuple[int, Mapping[str, Any]]] | None = None
    _silent: bool = False

    def __post_init__(self) -> None:
        self._silent = not (self.choices or self.tree.document.mentions(EXTENSION))

    def claim(self, scope: Scope, key: str) -> str | None:
        """The name chosen for what the name lock calls `key`, taken from `scope`; None, maybe reported, without one."""
        kind, _, rest = key.partition(":")
        if self._silent or kind == "module":
            return None
        if kind == "service":
            return self._claim(scope, self._for_tag(rest))
        node = self.tree.at(rest if kind == "operation" else key)
        if not self.chooses([node]):
            return None
        if kind == "operation":
            return self._claim(scope, self._for_operation(rest))
        choice = self._for_node(key, node)
        return self._claim(scope, choice if choice and (not _is_property(key) or _is_class(choice)) else None)

    def chooses(self, nodes: Iterable[Node]) -> bool:
        """Whether a name may be chosen for one of some nodes; nearly always none is."""
        if self._silent:
            return False
        if self.choices:
            return True
        for node in nodes:  # noqa: SIM110 -- `any` costs more than what is asked of every property
            if isinstance(node, dict) and EXTENSION in node:
                return True
        return False

    def members(self, scope: Scope, places: Mapping[str, Sequence[tuple[Node, str]]]) -> dict[str, str]:
        """The names chosen for fields or parameters, each of which may be described at several places."""
        found: dict[str, str] = {}
        for key, options in places.items():
            if not self.chooses(node for node, _ in options):
                continue
            choices = (self._for_node(at, node) for node, at in reversed(options))
            choice = next((one for one in choices if one and not _is_class(one)), None)
            if (name := self._claim(scope, choice)) is not None:
                found[key] = name
        return found

    def report(self) -> None:
        """Tell which choices were of no use."""
        for key, choice in self.choices.items():
            if key not in self.used:
                fix = Fix(description="Correct it, or remove it.")
                message = f"names has {key!r}, but there is nothing that it names"
                self.sink.report(findings.NAME_UNUSED, message, span=choice.span, fix=fix)

    def _claim(self, scope: Scope, choice: NameChoice | None) -> str | None:
        if choice is None:
            return None
        if not is_usable(choice.name):
            self._refuse(choice, "it is not a public Python identifier")
        elif not scope.take(choice.name):
            self._refuse(choice, "something beside it has that name, or has to have it")
        else:
            return choice.name
        return None

    def _refuse(self, choice: NameChoice, why: str) -> None:
        message = f"{choice.key!r} can't be called {choice.name!r}: {why}"
        self.sink.report(findings.NAME_UNUSABLE, message, span=choice.span, fix=Fix(description="Choose another name."))

    def _for_operation(self, pointer: str) -> NameChoice | None:
        steps = split(pointer)
        is_callback = "callbacks" in steps[2:]
        route = None if is_callback or len(steps) < 3 else self._configured(f"{steps[-1].upper()} {steps[1]}")
        return route or self._for_node(pointer, self.tree.at(pointer))

    def _for_tag(self, tag: str) -> NameChoice | None:
        return self._configured(f"tag:{tag}") or next(self._in_tags(tag), None)

    def _in_tags(self, tag: str) -> Iterator[NameChoice]:
        for index, node in self._marked_tags():
            if node.get("name") == tag and (choice := self._extension(join("/tags", index), node)):
                yield choice

    def _marked_tags(self) -> list[tuple[int, Mapping[str, Any]]]:
        if self._tags is None:
            nodes = enumerate(map(mapping, listed(self.tree.at("/tags"))))
            self._tags = [(index, node) for index, node in nodes if EXTENSION in node]
        return self._tags

    def _for_node(self, pointer: str, node: Node) -> NameChoice | None:
        """What is chosen for the node at a pointer, as it is bundled or as it was written in the document."""
        choice = self._configured(f"#{pointer}") if pointer else None
        if choice is None and self.choices and pointer:
            choice = self._configured(f"#{self.tree.written(pointer)}")
        return choice or self._extension(pointer, node)

    def _configured(self, key: str) -> NameChoice | None:
        if (choice := self.choices.get(key)) is not None:
            self.used.add(key)
        return choice

    def _extension(self, pointer: str, node: Node) -> NameChoice | None:
        name = mapping(node).get(EXTENSION)
        if not isinstance(name, str):
            return None
        span = self.tree.document.span(join(pointer, EXTENSION))
        return NameChoice(key=f"#{pointer}", name=name, span=span)


def _is_property(pointer: str) -> bool:
    return pointer.split("/")[-2:-1] == ["properties"]


def _is_class(choice: NameChoice) -> bool:
    return choice.name[:1].isupper()
