"""All types that stand in models, operations and other types."""

from __future__ import annotations

from collections.abc import Iterator

from specwright.lower.api import (
    Alias,
    Bounded,
    Content,
    DictOf,
    ListOf,
    Model,
    Nullable,
    Operation,
    Record,
    TupleOf,
    TypeRef,
    UnionOf,
)

__all__ = ["types_of_model", "types_of_operation", "within"]


def within(type_: TypeRef) -> Iterator[TypeRef]:
    """A type and the types that it is made of, without those behind references."""
    yield type_
    match type_:
        case ListOf(item=inner) | Nullable(inner=inner) | Bounded(inner=inner):
            yield from within(inner)
        case DictOf(key=key, value=value, patterns=patterns):
            for inner in (key, value, *(inner for _, inner in patterns)):
                yield from within(inner)
        case TupleOf(items=items, rest=rest):
            for inner in (*items, *((rest,) if rest is not None else ())):
                yield from within(inner)
        case UnionOf(variants=variants):
            for inner in variants:
                yield from within(inner)


def types_of_model(model: Model) -> Iterator[TypeRef]:
    """The types that a model is made of."""
    match model:
        case Record(fields=fields, extra=extra, patterns=patterns):
            yield from (field.type for field in fields)
            yield from (inner for _, inner in patterns)
            if extra is not None:
                yield extra
        case Alias(target=target):
            yield target


def types_of_operation(operation: Operation) -> Iterator[TypeRef]:
    """The types that go over the wire when an operation is called."""
    yield operation.result
    yield from (parameter.type for parameter in operation.parameters)
    contents: list[Content] = [*operation.body.contents] if operation.body else []
    for response in operation.responses:
        contents += response.contents
        yield from (header.type for header in response.headers)
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item
