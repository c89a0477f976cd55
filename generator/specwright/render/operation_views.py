"""Views of operations: their immutable descriptions, one module per service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from msgspec.structs import replace

from specwright.ingest.document import join
from specwright.lower.api import (
    Body,
    Content,
    Encoding,
    Header,
    ModelId,
    Operation,
    Pagination,
    Parameter,
    Response,
    Server,
    Service,
)
from specwright.render.catalog import Catalog
from specwright.render.defaults import default_literal
from specwright.render.imports import Imports
from specwright.render.quote import Code, Wire, code, identifier, wired
from specwright.render.types import ANY, NONE, TypeWriter
from specwright.render.views import (
    ContentView,
    DescriptionView,
    EncodingView,
    HeaderView,
    OperationsView,
    PaginationView,
    ParameterView,
    ResponseView,
    ServerView,
    VariableView,
)

__all__ = ["RUNTIME", "constant_name", "model_writer", "operations_view", "server_view"]

RUNTIME: Final = code(".._runtime")
_PACKAGE: Final = code("..")
_MODELS: Final = code("models")
_OPERATION_MODULE: Final = code(".._runtime.operation")
_WEBHOOK_MODULE: Final = code(".._runtime.webhooks")
_SEVERAL: Final = 3


def model_writer(
    imports: Imports,
    catalog: Catalog,
    purpose: Literal["validation", "signatures"],
    shadowed: frozenset[str] = frozenset(),
) -> TypeWriter:
    """A writer for modules beside `models`, which name models by `models.X`."""

    @cache
    def refer(id: ModelId) -> Code:
        return code("{}.{}", imports.use(_PACKAGE, _MODELS), catalog.homes[id].name)

    return TypeWriter(imports=imports, runtime=RUNTIME, refer=refer, purpose=purpose, shadowed=shadowed)


def constant_name(operation: Operation) -> Code:
    """What the description is called; `OPERATIONS` is the name of the table of all of them."""
    return identifier(f"{operation.constant}_" if operation.constant == "OPERATIONS" else operation.constant)


def operations_view(service: Service, catalog: Catalog) -> OperationsView:
    """The descriptions of a service's operations."""
    imports = Imports(taken={"OPERATIONS", *(operation.constant for operation in service.operations)})
    imports.use(code("__future__"), code("annotations"))
    builder = _Builder(imports, catalog)
    errors, operations = _shared(tuple(map(builder.description, service.operations)))
    any_ = imports.use(code("typing"), ANY)
    if service.operations[0].mount:
        item = code("{0}[{1}, {1}]", imports.use(_WEBHOOK_MODULE, code("Webhook")), any_)
    else:
        item = code("{}[{}]", imports.use(_OPERATION_MODULE, code("Operation")), any_)
    return OperationsView(
        service=identifier(service.name), imports=imports.lines(), item=item, errors=errors, operations=operations
    )


def _shared(operations: tuple[DescriptionView, ...]) -> tuple[tuple[ResponseView, ...], tuple[DescriptionView, ...]]:
    """The errors that most operations end with, should several do, and the operations that refer to them then."""
    endings = list(map(_errors, operations))
    for errors, times in Counter(filter(None, endings)).most_common(1):
        if times >= _SEVERAL:
            return errors, tuple(
                replace(each, responses=each.responses[: -len(errors)], shares_errors=True)
                if ending == errors
                else each
                for each, ending in zip(operations, endings, strict=True)
            )
    return (), operations


def _errors(operation: DescriptionView) -> tuple[ResponseView, ...]:
    """The error responses at the end of an operation's responses."""
    responses = operation.responses
    start = next((at for at in range(len(responses), 0, -1) if responses[at - 1].status.text[:1] not in "45d"), 0)
    return responses[start:]


class _Builder:
    """Builds the views of one module, importing what they name. A parameter or answer that many operations have is shown once."""

    def __init__(self, imports: Imports, catalog: Catalog) -> None:
        self.imports = imports
        self.catalog = catalog
        self.wire = model_writer(imports, catalog, "validation")
        self.signature = model_writer(imports, catalog, "signatures")
        self._parameters: dict[int, ParameterView] = {}
        self._responses: dict[int, ResponseView] = {}

    def description(self, operation: Operation) -> DescriptionView:
        """The description of an operation, or of a webhook or callback."""
        if operation.mount:
            self.imports.use(_WEBHOOK_MODULE, code("Webhook"))
        else:
            self._needs("Operation")
        return DescriptionView(
            constant=constant_name(operation),
            receives=self._receives(operation) if operation.mount else None,
            mount=Wire(operation.mount) if operation.mount else None,
            result=self.signature.write(operation.result),
            service=identifier(operation.service),
            name=identifier(operation.name),
            operation_id=_optional(operation.operation_id),
            method=Wire(operation.method),
            path=Wire(operation.path),
            parameters=tuple(map(self._parameter, operation.parameters)),
            body=self._body(operation.body),
            body_required=operation.body is not None and operation.body.required,
            responses=tuple(map(self._response, operation.responses)),
            security=wired(operation.security),
            servers=tuple(map(self._server, operation.servers)),
            place=_place(operation),
            pagination=self._pagination(operation.pagination),
        )

    def _receives(self, webhook: Operation) -> Code:
        """The type of what is in the body."""
        if webhook.body is None:
            return NONE
        kind = self.signature.write(webhook.body.type)
        return kind if webhook.body.required else self.signature.optional(kind)

    def _server(self, server: Server) -> ServerView:
        servers = code("{}.servers", RUNTIME)
        self.imports.use(servers, code("Server"))
        if server.variables:
            self.imports.use(servers, code("ServerVariable"))
        return server_view(server)

    def _pagination(self, pagination: Pagination | None) -> PaginationView | None:
        if pagination is None:
            return None
        self._needs("Pagination")
        return PaginationView(
            items=Wire(pagination.items),
            next=Wire(pagination.next),
            link=pagination.link,
            cursor=Wire(pagination.cursor),
            header=Wire(pagination.header),
            parameter=Wire(pagination.parameter),
            step=Wire(pagination.step),
        )

    def _parameter(self, parameter: Parameter) -> ParameterView:
        if (known := self._parameters.get(id(parameter))) is None:
            known = self._parameters[id(parameter)] = self._parameter_view(parameter)
        return known

    def _parameter_view(self, parameter: Parameter) -> ParameterView:
        self._needs("Parameter")
        return ParameterView(
            name=identifier(parameter.name),
            wire_name=Wire(parameter.wire_name),
            location=Wire(parameter.location),
            type=self.wire.value(parameter.type),
            required=parameter.required,
            style=_style(parameter.style),
            explode=parameter.explode,
            allow_reserved=parameter.allow_reserved,
            media_type=_optional(parameter.media_type),
            default=self._default(parameter),
        )

    def _default(self, parameter: Parameter) -> Code | None:
        """What a server hands over for an optional parameter that was not sent."""
        if parameter.required or not parameter.has_default:
            return None
        return default_literal(self.catalog, parameter.type, parameter.default)

    def _body(self, body: Body | None) -> tuple[ContentView, ...]:
        if body is None:
            return ()
        self._needs("Body")
        return self._contents(body.contents)

    def _contents(self, contents: Iterable[Content]) -> tuple[ContentView, ...]:
        return tuple(map(self._content, contents))

    def _content(self, content: Content) -> ContentView:
        self._needs("Content")
        return ContentView(
            media_type=Wire(content.media_type),
            type=self.wire.value(content.type),
            encodings=tuple(map(self._encoding, content.encodings)),
            item=None if content.item is None else self.wire.value(content.item),
        )

    def _encoding(self, encoding: Encoding) -> EncodingView:
        self._needs("Encoding")
        return EncodingView(
            wire_name=Wire(encoding.wire_name),
            content_type=_optional(encoding.content_type),
            style=_optional(encoding.style),
            explode=encoding.explode,
            allow_reserved=encoding.allow_reserved,
        )

    def _response(self, response: Response) -> ResponseView:
        if (known := self._responses.get(id(response))) is None:
            known = self._responses[id(response)] = self._response_view(response)
        return known

    def _response_view(self, response: Response) -> ResponseView:
        self._needs("Response")
        return ResponseView(
            status=Wire(response.status),
            contents=self._contents(response.contents),
            headers=tuple(map(self._header, response.headers)),
        )

    def _header(self, header: Header) -> HeaderView:
        self._needs("Header")
        return HeaderView(
            name=identifier(header.name),
            wire_name=Wire(header.wire_name),
            type=self.wire.value(header.type),
            required=header.required,
            style=_style(header.style),
            explode=header.explode,
            media_type=_optional(header.media_type),
        )

    def _needs(self, name: str) -> None:
        self.imports.use(_OPERATION_MODULE, identifier(name))


def _optional(text: str | None) -> Wire | None:
    return None if text is None else Wire(text)


def _place(operation: Operation) -> Wire | None:
    """Where the operation stands, unless that is where its path and method say."""
    said = join("/paths", operation.path, operation.method.lower())
    return None if operation.pointer == said else Wire(operation.pointer)


def _style(style: str) -> Wire | None:
    """The style, unless it is the one that descriptions have when they name none."""
    return None if style == "simple" else Wire(style)


def server_view(server: Server) -> ServerView:
    """Where the API, or one operation of it, is served."""
    variables = (
        VariableView(name=Wire(variable.name), default=Wire(variable.default), enum=wired(variable.enum))
        for variable in server.variables
    )
    return ServerView(url=Wire(server.url), description=Wire(server.description), variables=tuple(variables))
