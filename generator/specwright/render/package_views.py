"""Views of the package as a whole: its clients, its server application, its table of contents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, LiteralString

from specwright.lower.api import Api, SecurityScheme, Service
from specwright.render.docs import doc, sentence
from specwright.render.imports import Imports, import_lines, sorted_names
from specwright.render.operation_views import server_view
from specwright.render.quote import Code, Wire, code, identifier, wired
from specwright.render.service_views import ClientSide, member_view, service_docs
from specwright.render.styles.style import Style
from specwright.render.views import (
    AppView,
    ClientClassView,
    ClientMemberView,
    ClientView,
    DocView,
    ExportView,
    FlowView,
    OperationTableView,
    PackageView,
    SchemeView,
    ServiceMemberView,
    WebhooksAppView,
)

__all__ = ["app_view", "client_view", "operation_table_view", "package_docs", "package_view", "webhooks_app_view"]

_SERVER_RUNTIME: Final = code(".._runtime.server")

_MODELS: Final = (("MODELS", "models"), ("models", ""))
_OPERATIONS: Final = (("OPERATIONS", "operations"),)
_WEBHOOKS: Final = (("WEBHOOKS", "operations"),)
_SIDES: Final[dict[ClientSide, tuple[LiteralString, LiteralString]]] = {
    "client": ("", "services"),
    "async": ("Async", "async_services"),
}
"""What the names of a side's classes begin with, and the package of its services."""

_CLIENT: Final = (
    ("Hook", "_runtime.hooks"),
    ("RequestOptions", "_runtime.options"),
    ("Spans", "_runtime.telemetry"),
)
_STYLED: Final = {"dataclass": (("UNSET", "_runtime.data_class"), ("UnsetType", "_runtime.data_class"))}
"""What stands in models of a style."""
_TOKENS: Final = ("oauth2", "openIdConnect")
_GRANTS: Final = (("ClientCredentials", "_runtime.grants"), ("RefreshToken", "_runtime.grants"))
_ERRORS: Final[tuple[LiteralString, ...]] = (
    "ApiError",
    "BadRequest",
    "CallError",
    "ConfigurationError",
    "Conflict",
    "ConnectError",
    "ConnectionLost",
    "DecodeError",
    "Forbidden",
    "NotFound",
    "ServerError",
    "Timeout",
    "TokenError",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
    "UnprocessableEntity",
)
"""What a call may raise: all that `_runtime/errors.py` offers, held to it by a test."""

_SERVER_EXPORTS: Final[tuple[LiteralString, ...]] = (
    "Authenticator",
    "Problem",
    "Reply",
    "current_request",
    "principal",
)
"""What the author of a service needs beside it."""


def package_docs(api: Api) -> DocView:
    """What the document says of the API."""
    title = api.title.strip() or "An API"
    return doc(f"{sentence(title)}\n\n{api.description}")


def package_view(
    api: Api, targets: frozenset[str], sides: Iterable[ClientSide], style: Style | None = None
) -> PackageView:
    """What the package offers for the targets, with clients of the sides and models of a style; everything is loaded when it
    is first used."""
    offered: list[tuple[LiteralString, LiteralString]] = [*_MODELS, *_STYLED.get(style or "pydantic", ())]
    if targets & {"client", "server"}:
        offered += [*_OPERATIONS, *(_WEBHOOKS if api.webhooks else ())]
    if "client" in targets:
        offered += _GRANTS if any(scheme.type in _TOKENS for scheme in api.security_schemes) else ()
        offered += [(f"{_SIDES[side][0]}Client", "client") for side in sides]
        offered += [*_CLIENT, *((error, "_runtime.errors") for error in _ERRORS), ("ParameterError", "_runtime.styles")]
    modules = {code(name): code(module) for name, module in offered}
    exports = [ExportView(name=name, module=modules[name]) for name in sorted_names(modules)]
    lines = ((code(".{}", export.module), export.name, export.name) for export in exports)
    return PackageView(docs=package_docs(api), imports=import_lines(lines), exports=tuple(exports))


def operation_table_view(api: Api) -> OperationTableView:
    """The modules that hold the operations, in the document's order of services, and those of what users receive."""
    return OperationTableView(
        services=tuple(identifier(service.name) for service in api.services),
        webhooks=tuple(identifier(group.name) for group in api.webhooks),
    )


def client_view(api: Api, sides: Iterable[ClientSide]) -> ClientView:
    """The clients of the sides."""
    members = [(side, [_member(service, side) for service in api.services]) for side in sides]
    imports = Imports(taken={name for _, all in members for one in all for name in (one.name, one.class_name)})
    typing = code("typing")
    if api.services:
        imports.add(typing, code("TYPE_CHECKING"))
    clients = tuple(_client(side, services, imports) for side, services in members)
    return ClientView(
        docs=package_docs(api),
        cached=_used(imports, "functools", "cached_property", bool(api.services)),
        constant=imports.use(typing, code("ClassVar")),
        server=imports.use(code("._runtime.servers"), code("Server")),
        variable=_used(imports, "._runtime.servers", "ServerVariable", any(server.variables for server in api.servers)),
        scheme=imports.use(code("._runtime.auth"), code("SecurityScheme")),
        flow=_used(imports, "._runtime.auth", "OAuthFlow", any(map(_flows, api.security_schemes))),
        imports=imports.lines(),
        lazy_imports=import_lines(_service_imports(clients)),
        servers=tuple(map(server_view, api.servers)),
        server_variables=wired(_variables(api)),
        schemes=tuple(map(_scheme, api.security_schemes)),
        clients=clients,
    )


def _member(service: Service, side: ClientSide) -> ClientMemberView:
    class_name = code("{}{}", code(_SIDES[side][0]), identifier(service.class_name))
    return ClientMemberView(name=identifier(service.name), class_name=class_name, docs=service_docs(service))


def _client(side: ClientSide, services: Iterable[ClientMemberView], imports: Imports) -> ClientClassView:
    prefix, package = _SIDES[side]
    module = code("._runtime.async_client") if side == "async" else code("._runtime.client")
    return ClientClassView(
        name=code("{}Client", code(prefix)),
        base=imports.use(module, code("{}BaseClient", code(prefix))),
        package=code(package),
        services=tuple(services),
    )


def _used(imports: Imports, module: LiteralString, name: LiteralString, is_used: bool) -> Code:
    """What a name is called, imported only where it is used."""
    return imports.use(code(module), code(name)) if is_used else code(name)


def _service_imports(clients: Iterable[ClientClassView]) -> Iterable[tuple[Code, Code, Code]]:
    for client in clients:
        for service in client.services:
            yield code(".{}.{}", client.package, service.name), service.class_name, service.class_name


def _variables(api: Api) -> tuple[str, ...]:
    """The variables of all servers, those of operations included."""
    operations = (operation for service in api.services for operation in service.operations)
    servers = [*api.servers, *(server for operation in operations for server in operation.servers)]
    return tuple(sorted({variable.name for server in servers for variable in server.variables}))


def _scheme(scheme: SecurityScheme) -> SchemeView:
    return SchemeView(
        key=Wire(scheme.key),
        type=Wire(scheme.type),
        wire_name=Wire(scheme.wire_name),
        location=Wire(scheme.location),
        http_scheme=Wire(scheme.http_scheme),
        openid_url=Wire(scheme.openid_url),
        flows=_flows(scheme),
    )


def _flows(scheme: SecurityScheme) -> tuple[FlowView, ...]:
    """The flows that tokens can be had from without a browser's help."""
    urls = ((kind, flow.get("tokenUrl"), flow.get("refreshUrl")) for kind, flow in scheme.flows)
    return tuple(
        FlowView(kind=Wire(kind), token_url=Wire(token), refresh_url=Wire(refresh if isinstance(refresh, str) else ""))
        for kind, token, refresh in urls
        if isinstance(token, str)
    )


def app_view(api: Api) -> AppView:
    """The server application."""
    services = tuple(map(member_view, api.services))
    imports, exports = _implemented(services)
    return AppView(
        title=Wire(api.title),
        version=Wire(api.version),
        mapping=imports.use(code("collections.abc"), code("Mapping")),
        app=imports.use(code("fastapi"), code("FastAPI")),
        authenticator=imports.use(_SERVER_RUNTIME, code("Authenticator")),
        renderer=imports.use(_SERVER_RUNTIME, code("ProblemRenderer")),
        render=imports.use(_SERVER_RUNTIME, code("render_problem")),
        build=imports.use(_SERVER_RUNTIME, code("build_app")),
        table=imports.use(code("..operations"), code("OPERATIONS")),
        imports=imports.lines(),
        exports=sorted_names([*exports, code("create_app")]),
        services=services,
    )


def webhooks_app_view(api: Api) -> WebhooksAppView:
    """The application that receives webhooks and callbacks."""
    groups = tuple(map(member_view, api.webhooks))
    imports, exports = _implemented(groups)
    return WebhooksAppView(
        title=Wire(api.title),
        version=Wire(api.version),
        mapping=imports.use(code("collections.abc"), code("Mapping")),
        any=imports.use(code("typing"), code("Any")),
        app=imports.use(code("fastapi"), code("FastAPI")),
        authenticator=imports.use(_SERVER_RUNTIME, code("Authenticator")),
        decoding=imports.use(code(".._runtime.options"), code("Decoding")),
        renderer=imports.use(_SERVER_RUNTIME, code("ProblemRenderer")),
        render=imports.use(_SERVER_RUNTIME, code("render_problem")),
        build=imports.use(_SERVER_RUNTIME, code("build_webhooks_app")),
        webhook=imports.use(code(".._runtime.webhooks"), code("Webhook")),
        table=imports.use(code("..operations"), code("WEBHOOKS")),
        imports=imports.lines(),
        exports=sorted_names([*exports, code("create_webhooks_app")]),
        groups=groups,
    )


def _implemented(services: Iterable[ServiceMemberView]) -> tuple[Imports, list[Code]]:
    """The imports and exports of an application: what its services are, and what their authors need beside them."""
    imports = Imports(taken={name for one in services for name in (one.name, one.class_name, one.unimplemented_name)})
    for service in services:
        module = code(".{}", service.name)
        imports.add(module, service.class_name)
        imports.add(module, service.unimplemented_name)
    exports = [name for service in services for name in (service.class_name, service.unimplemented_name)]
    for name in map(code, _SERVER_EXPORTS):
        if imports.is_free(name):
            exports.append(imports.use(_SERVER_RUNTIME, name))
    return imports, exports
