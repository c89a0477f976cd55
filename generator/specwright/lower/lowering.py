"""The whole of lowering: operations, types, pages and names, one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from operator import attrgetter
from typing import Literal, cast

from specwright.diagnostics import Sink
from specwright.ingest.document import Document, Node, join
from specwright.lower.api import Api, Model, ModelId, Record, Service
from specwright.lower.chosen_names import ChosenNames, NameChoice
from specwright.lower.chosen_types import ChosenTypes, TypeChoice
from specwright.lower.contents import Responses
from specwright.lower.depths import far_ends
from specwright.lower.found import Found, find_operations, group, service_scope
from specwright.lower.model_names import name_components, name_inline
from specwright.lower.modules import arrange
from specwright.lower.names import Names, Scope
from specwright.lower.operations import Operations
from specwright.lower.pagination import PaginationRule, paginated
from specwright.lower.parameters import Parameters
from specwright.lower.schemas import Schemas
from specwright.lower.security import read_schemes, read_servers
from specwright.lower.tree import Tree, mapping, text
from specwright.lower.webhooks import WEBHOOKS, Receivers, callbacks_key

__all__ = ["lower"]

Case = Literal["snake", "camel", "pascal", "kebab"]

_CASES = re.compile(
    r"(?P<snake>[a-z0-9]+(?:_[a-z0-9]+)+)|(?P<camel>[a-z0-9]+(?:[A-Z][a-z0-9]*)+)"
    r"|(?P<pascal>(?:[A-Z][a-z0-9]+)+)|(?P<kebab>[a-z0-9]+(?:-[a-z0-9]+)+)"
)
"""No name is in two of the cases."""
_MODEL_RESERVED = frozenset({"MODELS", "INDEX"})


def lower(
    document: Document,
    *,
    sink: Sink,
    lock: Mapping[str, str] | None = None,
    pagination: tuple[PaginationRule, ...] = (),
    own_names: tuple[NameChoice, ...] = (),
    own_types: tuple[TypeChoice, ...] = (),
) -> Api:
    """Decide everything about the product.

    `lock` holds the names that an earlier run gave (`Api.names`); `pagination` says which collections come in pages;
    `own_names` and `own_types` are what the user calls things, and uses in the place of schemas.
    Defects of the document are reported to `sink`; whatever can be generated still is.
    """
    tree = Tree(document)
    types = ChosenTypes(tree, {choice.key: choice for choice in own_types})
    chosen = ChosenNames(tree, sink, {choice.key: choice for choice in own_names})
    names = Names(lock=lock or {}, chosen=chosen)
    schemas = Schemas(tree, sink, types, chosen)
    pointers = [join("/components/schemas", key) for key in mapping(tree.at("/components/schemas"))]
    for pointer in far_ends(tree, pointers):
        schemas.component(pointer)
    components = [schemas.component(pointer) for pointer in pointers]
    schemes = read_schemes(tree)
    reader = Operations(
        schemas=schemas,
        parameters=Parameters(schemas),
        responses=Responses(schemas),
        names=names,
        schemes={scheme.key for scheme in schemes},
    )
    services, webhooks = _read_operations(reader, find_operations(tree, sink))
    types.report(sink)
    models = schemas.without_long_chains()
    services = paginated(services, models, tree, pagination, sink)
    named = _name_models(models, tree, (*services, *webhooks), reader.elsewhere, names)
    chosen.report()
    about = mapping(tree.at("/info"))
    return Api(
        title=text(about.get("title")),
        version=text(about.get("version")),
        description=text(about.get("description")),
        servers=read_servers(tree.at("/servers")),
        security_schemes=schemes,
        services=services,
        webhooks=webhooks,
        modules=arrange(models, named, names),
        case=_usual_case(models),
        models_by_pointer={tree.written(id): id for id in components},
        names=names.given,
        renamed=names.renamed,
        numbered=tuple(names.numbered),
        license=_license(about.get("license")),
    )


def _read_operations(reader: Operations, found: list[Found]) -> tuple[tuple[Service, ...], tuple[Service, ...]]:
    """What users call, and what they receive."""
    scope, names = service_scope(), reader.names
    names.hold(scope, [WEBHOOKS, *map(callbacks_key, found)])
    services = reader.services(group(found, names, scope))
    operations = {operation.pointer: operation for service in services for operation in service.operations}
    receivers = Receivers(operations=reader, scope=scope)
    return services, (*receivers.webhooks(), *receivers.callbacks(found, operations))


def _name_models(
    models: Mapping[ModelId, Model], tree: Tree, services: tuple[Service, ...], elsewhere: list[str], names: Names
) -> dict[ModelId, str]:
    """`elsewhere` are the pointers of operations that are not written there."""
    scope = Scope(reserved=_MODEL_RESERVED)
    components = name_components(models, scope, names)
    operations = {op.pointer: op for service in services for op in service.operations}
    for pointer in elsewhere:
        operations.setdefault(_place(tree, pointer), operations[pointer])
    given = {str(id): name for id, name in components.items()} | {at: op.name for at, op in operations.items()}
    owners = {pointer: op.service for pointer, op in operations.items()}
    return {**components, **name_inline(models, tree, given, owners, scope, names)}


def _license(node: Node) -> str:
    """The name of a licence with what identifies it (OpenAPI 3.1, section 4.8.4)."""
    name, where = text(mapping(node).get("name")), [text(mapping(node).get(key)) for key in ("identifier", "url")]
    known = ", ".join(filter(None, where))
    return f"{name} ({known})" if name and known else name or known


def _place(tree: Tree, pointer: str) -> str:
    """Where an operation is written: elsewhere than at its pointer if its path item is a `$ref`."""
    item, joint, method = pointer.rpartition("/additionalOperations/" if "/additionalOperations/" in pointer else "/")
    return f"{tree.follow(tree.at(item), item)[1]}{joint}{method}"


def _usual_case(models: Mapping[ModelId, Model]) -> Case:
    """The case of most property names of several words."""
    fields = chain.from_iterable(model.fields for model in models.values() if isinstance(model, Record))
    cases: Counter[Case] = Counter()
    for wire_name, times in Counter(map(attrgetter("wire_name"), fields)).items():
        if match := _CASES.fullmatch(wire_name):
            cases[cast(Case, match.lastgroup)] += times
    return max(cases, key=lambda case: (cases[case], case), default="snake")
