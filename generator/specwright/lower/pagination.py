"""Pagination: which collections come in pages, declared by the configuration or the document, and held to its types.

A declaration is the same in both places: `items`, a JSON Pointer to the array in an answer, and how to go on: `next` (a
pointer to the next page's URL), `link` (the Link header, RFC 8288), `cursor` (a pointer to what the parameter
`parameter` is to be next time), `header` (the response header that has it), `offset` or `page` (the parameter that counts
items or pages). OData 4.01, 11.2.6.7, and `x-ms-pageable` need no declaration of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from specwright.diagnostics import Sink, Span
from specwright.ingest.document import join, split
from specwright.lower import findings
from specwright.lower.algebra import lineage
from specwright.lower.api import (
    Alias,
    Bounded,
    DictOf,
    Enum,
    ListOf,
    Model,
    ModelId,
    Nullable,
    Operation,
    Pagination,
    Record,
    Ref,
    Scalar,
    Service,
    TypeRef,
    Values,
)
from specwright.lower.tree import Tree, mapping, text

__all__ = ["PaginationRule", "paginated"]

_WAYS = ("next", "link", "cursor", "header", "offset", "page")
_NEXT_LINK = "@odata.nextLink"


class PaginationRule(Struct, frozen=True, kw_only=True):
    """What the configuration says of some operations, named by patterns such as `"GET /pets*"`."""

    operations: tuple[str, ...]
    declared: Mapping[str, Any] = field(default_factory=dict)
    span: Span | None = None


class _Declaration(Struct, frozen=True):
    members: Mapping[str, Any]
    span: Span | None


class _Unusable(Exception):
    """Why a declaration can't be used."""


def paginated(
    services: tuple[Service, ...],
    models: Mapping[ModelId, Model],
    tree: Tree,
    rules: Sequence[PaginationRule],
    sink: Sink,
) -> tuple[Service, ...]:
    """The services, with the pagination of each operation that has one.

    A declaration that the document's types contradict is reported, and the operation stays an ordinary one.
    """
    _report_unused(services, rules, sink)
    reader = _Reader(models, tree, rules, sink)
    return tuple(replace(service, operations=tuple(map(reader.read, service.operations))) for service in services)


def _report_unused(services: tuple[Service, ...], rules: Sequence[PaginationRule], sink: Sink) -> None:
    routes = [_route(operation) for service in services for operation in service.operations]
    for rule in rules:
        for pattern in rule.operations:
            if not any(fnmatchcase(route, pattern) for route in routes):
                message = f"pagination names {pattern!r}, but no operation is called so"
                sink.report(findings.PAGINATION_UNUSABLE, message, span=rule.span)


def _route(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


class _Reader(Struct):
    models: Mapping[ModelId, Model]
    tree: Tree
    rules: Sequence[PaginationRule]
    sink: Sink

    def read(self, operation: Operation) -> Operation:
        """The operation, with its pagination."""
        declared = self._declared(operation) or self._odata(operation)
        if declared is None:
            return operation
        try:
            return replace(operation, pagination=self._verified(operation, declared.members))
        except _Unusable as reason:
            message = f"{_route(operation)} can't be paginated: {reason}"
            span = declared.span or self.tree.document.span(operation.pointer, key=True)
            self.sink.report(findings.PAGINATION_UNUSABLE, message, span=span, pointer=operation.pointer)
            return operation

    def _declared(self, operation: Operation) -> _Declaration | None:
        """The configuration goes before the document."""
        for rule in self.rules:
            if any(fnmatchcase(_route(operation), pattern) for pattern in rule.operations):
                return _Declaration(rule.declared, rule.span)
        node = mapping(self.tree.at(operation.pointer))
        if own := mapping(node.get("x-pagination")):
            return _Declaration(own, None)
        pageable = mapping(node.get("x-ms-pageable"))
        if link := text(pageable.get("nextLinkName")):
            items = text(pageable.get("itemName")) or "value"
            return _Declaration({"items": join("", items), "next": join("", link)}, None)
        return None

    def _odata(self, operation: Operation) -> _Declaration | None:
        """A collection of OData says so by the names of its properties."""
        if operation.method != "GET" or not self._is_scalar(operation, f"/{_NEXT_LINK}"):
            return None
        if not isinstance(self._plain(self._at(operation.result, "/value")), ListOf):
            return None
        return _Declaration({"items": "/value", "next": f"/{_NEXT_LINK}"}, None)

    def _verified(self, operation: Operation, members: Mapping[str, Any]) -> Pagination:
        ways = [way for way in _WAYS if members.get(way)]
        if len(ways) != 1:
            raise _Unusable(f"say one of {', '.join(_WAYS)}, not {' and '.join(ways) or 'none'}")
        items, way = text(members.get("items")), ways[0]
        pages = Pagination(items=items, item=self._item(operation, items), next="")
        if way == "link":
            return replace(pages, link=True)
        if way in ("offset", "page"):
            step: Literal["offset", "page"] = "offset" if way == "offset" else "page"
            return replace(pages, parameter=_parameter(operation, members[way]), step=step)
        if way == "header":
            parameter = _parameter(operation, members.get("parameter"))
            return replace(pages, header=_response_header(operation, members[way]), parameter=parameter)
        if not self._is_scalar(operation, text(members[way])):
            raise _Unusable(f"{members[way]!r} is no text or number in the answer")
        if way == "next":
            return replace(pages, next=text(members[way]))
        parameter = _parameter(operation, members.get("parameter"))
        return replace(pages, cursor=text(members[way]), parameter=parameter)

    def _item(self, operation: Operation, pointer: str) -> TypeRef:
        found = self._plain(self._at(operation.result, pointer))
        if not isinstance(found, ListOf):
            raise _Unusable(f"items is {pointer!r}, which is {'no array' if found else 'nothing'} in the answer")
        return found.item

    def _is_scalar(self, operation: Operation, pointer: str) -> bool:
        return isinstance(self._plain(self._at(operation.result, pointer)), Scalar | Values | Enum)

    def _at(self, type_: TypeRef, pointer: str) -> TypeRef | None:
        """The type of what a pointer leads to in values of a type; None where it leads nowhere."""
        found: TypeRef | None = type_
        for step in split(pointer):
            found = self._member(found, step)
        return found if pointer == "" or pointer.startswith("/") else None

    def _member(self, type_: TypeRef | None, name: str) -> TypeRef | None:
        match self._plain(type_):
            case Record() as record:
                types = [known.type for known in self._fields(record) if known.wire_name == name]
                return types[-1] if types else record.extra
            case DictOf(value=value):
                return value
            case _:
                return None

    def _fields(self, record: Record) -> Iterator[Any]:
        for ancestor in lineage(self.models, record):
            yield from ancestor.fields

    def _plain(self, type_: TypeRef | None) -> TypeRef | Record | Enum | None:
        """A type without names, bounds and null."""
        for _ in range(50):
            match type_:
                case Bounded(inner=inner) | Nullable(inner=inner):
                    type_ = inner
                case Ref(model=id):
                    model = self.models.get(id)
                    if not isinstance(model, Alias):
                        return model
                    type_ = model.target
                case _:
                    return type_
        return None


def _parameter(operation: Operation, name: Any) -> str:
    """A query or header parameter by its name."""
    if any(each.location in ("query", "header") and each.wire_name == name for each in operation.parameters):
        return str(name)
    raise _Unusable(f"it has no query or header parameter {name!r}")


def _response_header(operation: Operation, name: Any) -> str:
    """A documented header of a success by its name."""
    successes = (response for response in operation.responses if response.status[0] == "2")
    for header in (header for response in successes for header in response.headers):
        if header.wire_name.lower() == text(name).lower():
            return header.wire_name
    raise _Unusable(f"its answer has no header {name!r}")
