"""What generation would make of a document: asked of lowering itself, when a rule about generation is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from specwright.diagnostics import Diagnostic, Sink
from specwright.ingest.document import Document, join

if TYPE_CHECKING:
    from specwright.lower.api import Api, Field, Model, ModelId, Operation

__all__ = ["Method", "Planned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The method that an operation becomes: its service, its name, and the name that its operationId asks for."""

    pointer: str
    service: str
    name: str
    wanted: str | None


class Planned:
    """The plan of a package. Names are planned alone, at little cost; types take as long as generation does."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def methods(self) -> tuple[Method, ...]:
        """The methods of all operations."""
        from specwright.lower.names import Names, snake
        from specwright.lower.operations import find_operations, group, name_operations
        from specwright.lower.tree import Tree

        names = Names()
        groups = group(find_operations(Tree(self._document), Sink()), names)
        planned = []
        for service, found in groups.items():
            given = name_operations(service, found, names)
            for one in found:
                wanted = snake(one.operation_id, fallback="operation") if one.operation_id else None
                planned.append(Method(pointer=one.pointer, service=service, name=given[one.pointer], wanted=wanted))
        return tuple(planned)

    @cached_property
    def classes(self) -> Mapping[str, str]:
        """The class name of each component schema, by its key."""
        from specwright.lower.api import ModelId
        from specwright.lower.model_names import name_components
        from specwright.lower.names import Names, Scope
        from specwright.lower.tree import Tree, mapping

        keys = mapping(Tree(self._document).at("/components/schemas"))
        ids = {ModelId(join("/components/schemas", key)): key for key in keys}
        return {ids[id]: name for id, name in name_components(ids, Scope(), Names()).items()}

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """The operations with their types, by pointer."""
        return {one.pointer: one for service in self.api.services for one in service.operations}

    @cached_property
    def models(self) -> Mapping[ModelId, Model]:
        """The models by the pointer of their schema."""
        return {model.id: model for module in self.api.modules for model in module.models}

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all records."""
        from specwright.lower.api import Record

        return tuple(field for model in self.models.values() if isinstance(model, Record) for field in model.fields)

    @property
    def api(self) -> Api:
        """The whole product."""
        return self._lowered[0]

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """What lowering has to say about the document."""
        return self._lowered[1]

    @cached_property
    def _lowered(self) -> tuple[Api, tuple[Diagnostic, ...]]:
        from specwright.lower import lower

        sink = Sink()
        return lower(self._document, sink=sink), tuple(sink)
