"""What generation would make of a document: asked of lowering itself, when a rule about generation is in force."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from specwright.diagnostics import Diagnostic, Sink
from specwright.ingest.document import Document, join

__all__ = ["Method", "Planned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The method that an operation becomes: its service, its name, and the name that its operationId asks for."""

    pointer: str
    service: str
    name: str
    wanted: str | None
    operation_id: str | None = None


class Planned:
    """The names of a package: planned alone, without the types, which would take as long as generation does."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def methods(self) -> tuple[Method, ...]:
        """The methods of all operations."""
        from specwright.lower.chosen_names import ChosenNames
        from specwright.lower.found import find_operations, group, name_operations
        from specwright.lower.names import Names, snake
        from specwright.lower.tree import Tree

        tree = Tree(self._document)
        names = Names(chosen=ChosenNames(tree, Sink()))
        groups = group(find_operations(tree, Sink()), names)
        planned = []
        for service, found in groups.items():
            given = name_operations(service, found, names)
            for one in found:
                wanted = snake(one.operation_id, fallback="operation") if one.operation_id else None
                planned.append(
                    Method(
                        pointer=one.pointer,
                        service=service,
                        name=given[one.pointer],
                        wanted=wanted,
                        operation_id=one.operation_id,
                    )
                )
        return tuple(planned)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What generation would report about the whole document; this takes as long as planning all of its types."""
        from specwright.lower import lower

        sink = Sink()
        lower(self._document, sink=sink)
        return tuple(sink)

    @cached_property
    def operation_ids(self) -> Mapping[str, str]:
        """An operationId for each operation without one, by pointer: one that no other has, and that keeps its method."""
        taken = {operation_id for method in self.methods if (operation_id := method.operation_id)}
        proposed: dict[str, str] = {}
        for method in self.methods:
            if method.operation_id is None:
                # The name planner leaves a service's own name out where a sign follows it.
                wanted = (_camel(method.name), f"{method.service}_{method.name}")
                name = next((one for one in wanted if one not in taken), None)
                if name is not None:
                    taken.add(name)
                    proposed[method.pointer] = name
        return proposed

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """The class name of each component schema, by its key."""
        from specwright.lower.chosen_names import ChosenNames
        from specwright.lower.model_names import name_components
        from specwright.lower.names import Names, Scope
        from specwright.lower.tree import Tree, mapping

        tree = Tree(self._document)
        keys = mapping(tree.at("/components/schemas"))
        ids = {join("/components/schemas", key): key for key in keys}
        return {
            ids[id]: name for id, name in name_components(ids, Scope(), Names(chosen=ChosenNames(tree, Sink()))).items()
        }

    def class_name(self, key: str) -> str:
        """The class that a component would become if there were no others."""
        from specwright.lower.names import pascal

        return pascal(key)

    def field_name(self, name: str) -> str:
        """The field that a property would become if there were no others."""
        return self._snake(name, fallback="field")

    def argument_name(self, name: str) -> str:
        """The argument that a parameter would become if there were no others."""
        return self._snake(name, fallback="parameter")

    @cached_property
    def _snake(self) -> Callable[..., str]:
        from specwright.lower.names import snake

        return snake

    def is_reserved(self, name: str) -> bool:
        """Whether a property can't keep its name: it is a keyword, or an attribute of every model."""
        from specwright.lower.names import FIELD_RESERVED

        return keyword.iskeyword(name) or self.field_name(name) in FIELD_RESERVED


def _camel(name: str) -> str:
    from specwright.lower.names import snake

    first, *rest = name.split("_")
    camel = first + "".join(word.capitalize() for word in rest)
    return camel if snake(camel) == name else name
