"""What templates see: one typed view for each template, every decision but layout already made.

Fields of type `Code` are ready to be written; `Wire` and `Value` are text and values of the document and must pass
`literal`, `docstring` or `comment`. These classes are a published contract: who overrides a template relies on their
fields. A field that is added raises the second number of `VIEWS_VERSION`, one that changes or goes raises the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from specwright.render.imports import ImportView
from specwright.render.plain import Plain
from specwright.render.quote import Code, Value, Wire

__all__ = [
    "TEMPLATES",
    "VIEWS_VERSION",
    "AliasView",
    "AppView",
    "ArgumentView",
    "BaseView",
    "ClientView",
    "ConstantView",
    "ContentView",
    "DefinitionView",
    "DescriptionView",
    "DocView",
    "EncodingView",
    "ExportView",
    "FieldView",
    "FlowView",
    "ForwardView",
    "ImportView",
    "IndexView",
    "MethodView",
    "ModelModuleView",
    "NamedTypeView",
    "OperationTableView",
    "OperationsView",
    "PackageView",
    "PaginationView",
    "ParameterView",
    "PointerView",
    "RecordView",
    "ResponseView",
    "ServiceMemberView",
    "ServiceView",
    "StyleBaseView",
    "StyledClassView",
    "StyledModelsView",
    "View",
    "WebhooksAppView",
]

VIEWS_VERSION: Final = "3.0"


class DocView(Plain, frozen=True, kw_only=True):
    """A description: its first paragraph, and the rest of it (often empty)."""

    summary: Wire
    details: Wire


# --- models --------------------------------------------------------------------------------------------------------


class FieldView(Plain, frozen=True, kw_only=True):
    """A field of a class. `type` includes the wire name where the package's case does not give it; `default` is None
    for a field that must be given."""

    name: Code
    type: Code
    default: Code | None
    docs: DocView | None


class RecordView(Plain, frozen=True, kw_only=True):
    """A class. `bases` is what stands in its parentheses, `extra` the type of undeclared properties and their names."""

    name: Code
    bases: Code
    docs: DocView | None
    extra: Code | None
    fields: tuple[FieldView, ...]


class AliasView(Plain, frozen=True, kw_only=True):
    """A named type that is no class; `marker` is what `typing.TypeAlias` is called in the module."""

    name: Code
    marker: Code
    type: Code
    docs: DocView | None


class DefinitionView(Plain, frozen=True, kw_only=True):
    """A definition of a module: either a record or an alias."""

    record: RecordView | None = None
    alias: AliasView | None = None


class ForwardView(Plain, frozen=True, kw_only=True):
    """A model that is used in its own module before it is defined, and the name under which that is done."""

    local: Code
    name: Code
    marker: Code


class ModelModuleView(Plain, frozen=True, kw_only=True):
    """A module of models. `lazy_imports` are for type checkers; at run time `placeholders` stand in for them."""

    docs: DocView
    imports: tuple[ImportView, ...]
    lazy_imports: tuple[ImportView, ...]
    forwards: tuple[ForwardView, ...]
    placeholders: tuple[ImportView, ...]
    definitions: tuple[DefinitionView, ...]


class BaseView(Plain, frozen=True, kw_only=True):
    """The base class of a package's models; `case` names the runtime's function for the usual case, if one is needed."""

    imports: tuple[ImportView, ...]
    case: Code | None


class StyleBaseView(Plain, frozen=True, kw_only=True):
    """The base class of a package's models in a style other than pydantic's; `case` is the argument that it is given."""

    imports: tuple[ImportView, ...]
    base: Code
    case: Code | None


class StyledClassView(Plain, frozen=True, kw_only=True):
    """A class in a style other than pydantic's; `functional` for `TypedDict("X", {...})`, whose names and types are
    strings."""

    name: Code
    decorator: Code | None
    bases: Code
    docs: DocView | None
    fields: tuple[FieldView, ...]
    functional: bool


class NamedTypeView(Plain, frozen=True, kw_only=True):
    """A named type of a style. With `lazy`, what that is called in the module, type checkers see `type`, and `form` is
    evaluated when a value first calls for it."""

    name: Code
    marker: Code
    type: Code
    docs: DocView | None
    form: Code | None = None
    lazy: Code | None = None


class StyledModelsView(Plain, frozen=True, kw_only=True):
    """The module of all models in a style other than pydantic's. `separate` is what the runtime's function of that name is
    called in the module, where it has to be called: TypedDicts have no base class that would do what it does."""

    docs: DocView
    imports: tuple[ImportView, ...]
    classes: tuple[StyledClassView, ...]
    aliases: tuple[NamedTypeView, ...]
    lazies: tuple[NamedTypeView, ...]
    separate: Code | None


class ConstantView(Plain, frozen=True, kw_only=True):
    """A module that is the same in every package."""


class ExportView(Plain, frozen=True, kw_only=True):
    """A name that a package offers, and the module that has it, relative to the package (empty for a sub-package)."""

    name: Code
    module: Code


class PointerView(Plain, frozen=True, kw_only=True):
    """A component schema: where it is in the document, and its model."""

    pointer: Wire
    module: Code
    name: Code


class IndexView(Plain, frozen=True, kw_only=True):
    """The index of all models."""

    imports: tuple[ImportView, ...]
    offered: tuple[Code, ...]
    exports: tuple[ExportView, ...]
    pointers: tuple[PointerView, ...]


# --- operations ----------------------------------------------------------------------------------------------------


class ParameterView(Plain, frozen=True, kw_only=True):
    """A parameter as the description of an operation has it; `style` is None for `simple`, which goes
    without saying; `default` for a parameter without one that needs no conversion."""

    name: Code
    wire_name: Wire
    location: Wire
    type: Code
    required: bool
    style: Wire | None
    explode: bool
    allow_reserved: bool
    media_type: Wire | None
    default: Code | None


class EncodingView(Plain, frozen=True, kw_only=True):
    """How a property of a form or multipart body is sent."""

    wire_name: Wire
    content_type: Wire | None
    style: Wire | None
    explode: bool | None
    allow_reserved: bool


class ContentView(Plain, frozen=True, kw_only=True):
    """A media type and its type; `item` where a sequence of items is streamed."""

    media_type: Wire
    type: Code
    encodings: tuple[EncodingView, ...]
    item: Code | None


class HeaderView(Plain, frozen=True, kw_only=True):
    """A response header; `media_type` for one with `content`."""

    name: Code
    wire_name: Wire
    type: Code
    required: bool
    style: Wire | None
    explode: bool
    media_type: Wire | None


class ResponseView(Plain, frozen=True, kw_only=True):
    """An answer that the document describes."""

    status: Wire
    contents: tuple[ContentView, ...]
    headers: tuple[HeaderView, ...]


class VariableView(Plain, frozen=True, kw_only=True):
    """A variable of a server's URL; `enum` holds the values it may have, nothing when any will do."""

    name: Wire
    default: Wire
    enum: Value


class ServerView(Plain, frozen=True, kw_only=True):
    """Where the API is served."""

    url: Wire
    description: Wire
    variables: tuple[VariableView, ...]


class PaginationView(Plain, frozen=True, kw_only=True):
    """How a collection comes in pages; what does not apply is empty."""

    items: Wire
    next: Wire
    link: bool
    cursor: Wire
    header: Wire
    parameter: Wire
    step: Wire


class DescriptionView(Plain, frozen=True, kw_only=True):
    """The immutable description of an operation; `body` is empty for an operation without one.

    A webhook or callback tells in `receives` what its body holds, and in `mount` where it is received; an operation has
    None for both. `place` is the JSON Pointer, or None where path and method tell it.
    """

    constant: Code
    receives: Code | None
    mount: Wire | None
    result: Code
    service: Code
    name: Code
    operation_id: Wire | None
    method: Wire
    path: Wire
    parameters: tuple[ParameterView, ...]
    body: tuple[ContentView, ...]
    body_required: bool
    responses: tuple[ResponseView, ...]
    shares_errors: bool = False
    security: Value
    servers: tuple[ServerView, ...]
    place: Wire | None
    pagination: PaginationView | None


class OperationsView(Plain, frozen=True, kw_only=True):
    """The operations of a service; `item` is the type of any of them, `errors` are what those with `shares_errors` end with."""

    service: Code
    imports: tuple[ImportView, ...]
    item: Code
    errors: tuple[ResponseView, ...]
    operations: tuple[DescriptionView, ...]


class OperationTableView(Plain, frozen=True, kw_only=True):
    """The tables of all operations; `services` and `webhooks` are the modules that have them."""

    services: tuple[Code, ...]
    webhooks: tuple[Code, ...]


# --- services ------------------------------------------------------------------------------------------------------


class ArgumentView(Plain, frozen=True, kw_only=True):
    """An argument of a method; `default` is None for one that must be given."""

    name: Code
    type: Code
    default: Code | None
    description: Wire


class MethodView(Plain, frozen=True, kw_only=True):
    """A method for an operation.

    `positional` and `keyword` are its arguments as a caller gives them; `parameters` names those that belong to
    parameters, in the order of the operation's description; `documented` are those of which there is something to say.
    `route` is empty where the summary already is the route; `returns` describes the result, `errors` what is
    raised, where the document says anything of it.
    `is_paged` and `is_streamed` tell methods of clients apart whose `result` is iterated over: pages that are fetched
    on the way, items that come one by one.
    """

    name: Code
    constant: Code
    positional: tuple[ArgumentView, ...]
    keyword: tuple[ArgumentView, ...]
    documented: tuple[ArgumentView, ...]
    has_body: bool
    parameters: tuple[Code, ...]
    result: Code
    is_paged: bool
    is_streamed: bool
    docs: DocView
    route: Wire
    returns: Wire
    errors: Wire


class ServiceView(Plain, frozen=True, kw_only=True):
    """The methods of a service, for sync and async clients and for servers; `class_name` differs between them.

    `base`, `operations` and, for servers, `answer` and `unimplemented` are what these imported names are called here.
    """

    name: Code
    class_name: Code
    docs: DocView
    imports: tuple[ImportView, ...]
    base: Code
    operations: Code
    unimplemented: Code
    answer: Code
    methods: tuple[MethodView, ...]


class ServiceMemberView(Plain, frozen=True, kw_only=True):
    """A service as an app knows it."""

    name: Code
    class_name: Code
    unimplemented_name: Code
    docs: DocView


class FlowView(Plain, frozen=True, kw_only=True):
    """Where an OAuth 2 flow has its tokens issued."""

    kind: Wire
    token_url: Wire
    refresh_url: Wire


class SchemeView(Plain, frozen=True, kw_only=True):
    """A security scheme; `flows` of OAuth 2 only."""

    key: Wire
    type: Wire
    wire_name: Wire
    location: Wire
    http_scheme: Wire
    openid_url: Wire
    flows: tuple[FlowView, ...]


class ClientMemberView(Plain, frozen=True, kw_only=True):
    """A service as an attribute of a client."""

    name: Code
    class_name: Code
    docs: DocView


class ClientClassView(Plain, frozen=True, kw_only=True):
    """A client, sync or async: its class, the runtime's that it extends, and the package that its services are in."""

    name: Code
    base: Code
    package: Code
    services: tuple[ClientMemberView, ...]


class ClientView(Plain, frozen=True, kw_only=True):
    """The clients. `cached`, `constant`, `server`, `variable`, `scheme` and `flow` are what the module calls
    `cached_property`, `ClassVar` and the runtime's classes; `server_variables` are those of all servers, those of operations
    included."""

    docs: DocView
    imports: tuple[ImportView, ...]
    lazy_imports: tuple[ImportView, ...]
    cached: Code
    constant: Code
    server: Code
    variable: Code
    scheme: Code
    flow: Code
    servers: tuple[ServerView, ...]
    server_variables: Value
    schemes: tuple[SchemeView, ...]
    clients: tuple[ClientClassView, ...]


class AppView(Plain, frozen=True, kw_only=True):
    """The server application. `mapping`, `app`, `authenticator`, `renderer`, `render`, `build` and `table` are what the module
    calls `Mapping`, `FastAPI`, `Authenticator`, `ProblemRenderer`, `render_problem`, `build_app` and `OPERATIONS`."""

    title: Wire
    version: Wire
    imports: tuple[ImportView, ...]
    exports: tuple[Code, ...]
    mapping: Code
    app: Code
    authenticator: Code
    renderer: Code
    render: Code
    build: Code
    table: Code
    services: tuple[ServiceMemberView, ...]


class WebhooksAppView(Plain, frozen=True, kw_only=True):
    """The application that receives webhooks and callbacks, in `groups`. `mapping`, `any`, `app`, `authenticator`,
    `decoding`, `renderer`, `render`, `build`, `webhook` and `table` are what the module calls `Mapping`, `Any`,
    `FastAPI`, `Authenticator`, `Decoding`, `ProblemRenderer`, `render_problem`, `build_webhooks_app`, `Webhook` and
    `WEBHOOKS`."""

    title: Wire
    version: Wire
    imports: tuple[ImportView, ...]
    exports: tuple[Code, ...]
    mapping: Code
    any: Code
    app: Code
    authenticator: Code
    decoding: Code
    renderer: Code
    render: Code
    build: Code
    webhook: Code
    table: Code
    groups: tuple[ServiceMemberView, ...]


class PackageView(Plain, frozen=True, kw_only=True):
    """The package itself: what it offers, each name with its module."""

    docs: DocView
    imports: tuple[ImportView, ...]
    exports: tuple[ExportView, ...]


class DistributionView(Plain, frozen=True, kw_only=True):
    """The metadata of a distribution: `python` and the requirements are specifiers (PEP 440, PEP 508)."""

    name: Wire
    package: Wire
    version: Wire
    description: Wire
    python: Wire
    requires: tuple[Wire, ...]
    server_requires: tuple[Wire, ...]


class ReadmeServiceView(Plain, frozen=True, kw_only=True):
    """A service as a README lists it; `operations` are the names of its methods."""

    name: Code
    operations: Code
    about: Wire


class ReadmeView(Plain, frozen=True, kw_only=True):
    """The README of a distribution: `client` is the class to begin with (nothing without one), `arguments` what it is told,
    and `call` a call of one of its methods; `is_extra` says that the server's requirements are."""

    title: Wire
    about: Wire
    version: Wire
    package: Code
    client: Code
    is_async: bool
    is_awaited: bool
    arguments: Code
    call: Code
    has_server: bool
    is_extra: bool
    services: tuple[ReadmeServiceView, ...]
    license: Wire


View: TypeAlias = (
    ModelModuleView
    | BaseView
    | StyleBaseView
    | StyledModelsView
    | ConstantView
    | IndexView
    | OperationsView
    | OperationTableView
    | ServiceView
    | ClientView
    | AppView
    | WebhooksAppView
    | PackageView
    | DistributionView
    | ReadmeView
)

TEMPLATES: Final[Mapping[str, type[View]]] = {
    "parts/package.py.jinja": PackageView,
    "parts/operations.py.jinja": OperationsView,
    "parts/operations_index.py.jinja": OperationTableView,
    "models/module.py.jinja": ModelModuleView,
    "models/base.py.jinja": BaseView,
    "models/style.py.jinja": StyledModelsView,
    "models/style_base.py.jinja": StyleBaseView,
    "models/lazy.py.jinja": ConstantView,
    "models/index.py.jinja": IndexView,
    "client/client.py.jinja": ClientView,
    "client/services.py.jinja": ConstantView,
    "client/async_services.py.jinja": ConstantView,
    "client/service.py.jinja": ServiceView,
    "client/async_service.py.jinja": ServiceView,
    "server/service.py.jinja": ServiceView,
    "server/app.py.jinja": AppView,
    "meta/pyproject.toml.jinja": DistributionView,
    "meta/README.md.jinja": ReadmeView,
    "server/webhooks.py.jinja": WebhooksAppView,
}
"""The view of each template. Files that templates include have no view of their own: they see the includer's names."""
