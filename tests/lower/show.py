"""An `Api` as text that a person can review: one line a field, a parameter, a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from specwright.lower.api import (
    Alias,
    Api,
    Bounded,
    DictOf,
    Enum,
    ListOf,
    Model,
    ModelId,
    Nullable,
    Operation,
    Record,
    Ref,
    Scalar,
    TupleOf,
    TypeRef,
    UnionOf,
    Values,
)

Names = Mapping[ModelId, str]


def show(api: Api) -> str:
    """The models by module, then the operations by service."""
    names = {model.id: model.name for module in api.modules for model in module.models}
    return "\n".join([*_modules(api, names), *_services(api, names)]) + "\n"


def _modules(api: Api, names: Names) -> Iterator[str]:
    for module in api.modules:
        yield f"module {module.name}"
        for model in module.models:
            yield from (f"  {line}" for line in _model(model, names))


def _model(model: Model, names: Names) -> Iterator[str]:
    match model:
        case Record():
            base = f"({names[model.base]})" if model.base else ""
            extra = f" extra={type_text(model.extra, names)}" if model.extra else ""
            keys = f" keys={type_text(model.extra_key, names)}" if model.extra_key else ""
            yield f"record {model.name}{base}{extra}{keys}{' closed' if model.closed else ''}"
            for pattern, type_ in model.patterns:
                yield f"  /{pattern}/: {type_text(type_, names)}"
            for rule in model.rules:
                yield f"  {rule.kind} {rule.number or ' | '.join(map(', '.join, rule.groups))}"
            for field in model.fields:
                marks = [
                    word
                    for word, on in (
                        ("required", field.required),
                        ("readOnly", field.read_only),
                        ("writeOnly", field.write_only),
                    )
                    if on
                ]
                default = [f"= {field.default!r}"] if field.has_default else []
                wire = [] if field.wire_name == field.name else [f"as {field.wire_name!r}"]
                yield " ".join([f"  {field.name}: {type_text(field.type, names)}", *wire, *marks, *default])
        case Enum():
            values = " | ".join(repr(member.value) for member in model.members)
            yield f"enum {model.name}: {values}{' ...' if model.open else ''}{' evolvable' if model.evolvable else ''}"
        case Alias():
            yield f"alias {model.name}: {type_text(model.target, names)}"
        case _:
            assert_never(model)


def _services(api: Api, names: Names) -> Iterator[str]:
    for service in (*api.services, *api.webhooks):
        kind = "service" if service in api.services else "receives"
        yield f"{kind} {service.name} ({service.class_name})"
        for operation in service.operations:
            yield from (f"  {line}" for line in _operation(operation, names))


def _operation(operation: Operation, names: Names) -> Iterator[str]:
    mount = f" at {operation.mount}" if operation.mount else ""
    yield f"{operation.name}: {operation.method} {operation.path}{mount} -> {type_text(operation.result, names)}"
    for p in operation.parameters:
        shape = p.media_type or f"{p.style}{'*' if p.explode else ''}"
        yield f"  {p.location} {p.name}: {type_text(p.type, names)} as {p.wire_name!r} {shape}{' required' if p.required else ''}"
    if operation.body:
        yield f"  body{' required' if operation.body.required else ''}"
        for content in operation.body.contents:
            yield f"    {content.media_type}: {type_text(content.type, names)}"
    for response in operation.responses:
        carried = ", ".join(f"{c.media_type}: {type_text(c.type, names)}" for c in response.contents)
        yield f"  {response.status} {carried or '-'}"
    for alternative in operation.security:
        yield "  security " + (" and ".join(f"{key}({', '.join(scopes)})" for key, scopes in alternative) or "none")


def type_text(type_: TypeRef, names: Names) -> str:
    """A type in Python's own notation, nearly."""
    match type_:
        case Scalar():
            return type_.kind
        case Values():
            return f"[{', '.join(map(repr, type_.values))}{', ...' if type_.open else ''}]"
        case ListOf():
            return f"{'set' if type_.unique else 'list'}[{type_text(type_.item, names)}]"
        case TupleOf():
            rest = [f"*{type_text(type_.rest, names)}"] if type_.rest else []
            return f"tuple[{', '.join([*(type_text(item, names) for item in type_.items), *rest])}]"
        case DictOf():
            key = "" if type_.key == Scalar(kind="str") else f"{type_text(type_.key, names)}: "
            patterns = "".join(f" /{pattern}/: {type_text(each, names)}" for pattern, each in type_.patterns)
            return f"dict[{key}{type_text(type_.value, names)}{patterns}]"
        case Nullable():
            return f"{type_text(type_.inner, names)}?"
        case Bounded():
            limits = {
                k: value
                for k in type_.bounds.__struct_fields__
                if (value := getattr(type_.bounds, k)) is not None and value is not False
            }
            return f"{type_text(type_.inner, names)}{limits}"
        case UnionOf():
            by = f" by {type_.discriminator.wire_name}" if type_.discriminator else ""
            return "(" + " | ".join(type_text(variant, names) for variant in type_.variants) + by + ")"
        case Ref():
            return names[type_.model]
        case _:
            assert_never(type_)
