"""Views of services: the methods of clients and servers. A method is a signature, a docstring and one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, Literal, LiteralString, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specwright.lower.api import Body, Bounded, Nullable, Operation, Parameter, Scalar, Service, TypeRef, UnionOf
from specwright.render.catalog import Catalog
from specwright.render.defaults import default_literal
from specwright.render.docs import doc
from specwright.render.imports import Imports
from specwright.render.operation_texts import about, about_body, errors, method_docs, returns, route
from specwright.render.operation_views import RUNTIME, constant_name, model_writer
from specwright.render.quote import Code, Wire, code, identifier
from specwright.render.types import NONE
from specwright.render.views import ArgumentView, DocView, MethodView, ServiceMemberView, ServiceView

__all__ = ["ClientSide", "Side", "member_view", "service_docs", "service_views"]

ClientSide: TypeAlias = Literal["client", "async"]
Side: TypeAlias = ClientSide | Literal["server"]

_IMPORTED: Final[dict[Side, dict[str, tuple[LiteralString, LiteralString]]]] = {
    "client": {"base": (".._runtime.client", "Service")},
    "async": {"base": (".._runtime.async_client", "AsyncService")},
    "server": {
        "base": ("typing", "Protocol"),
        "answer": (".._runtime.server", "MaybeAwaitable"),
        "unimplemented": (".._runtime.server", "Unimplemented"),
    },
}
_TABLE: Final = code("..operations")
_OPERATIONS: Final = code("operations")
_PREFIX: Final[dict[Side, LiteralString]] = {"client": "{}", "async": "Async{}", "server": "{}"}


def service_views(service: Service, catalog: Catalog, sides: Iterable[Side]) -> Iterator[tuple[Side, ServiceView]]:
    """The class of a service on some sides of the wire; what they have in common is found out once."""
    told = [_told(operation, catalog) for operation in service.operations]
    client: _Class | None = None
    for side in sides:
        twin = client.twin(side, told) if client and side == "async" else None
        one = twin or _Class(service, catalog, side).made(told)
        client = one if side == "client" else client
        yield side, one.view()


def _taken(service: Service, class_name: Code) -> set[str]:
    """What is bound in the module, the class or a method; `operations` is ours, and no parameter's."""
    arguments = {parameter.name for operation in service.operations for parameter in operation.parameters}
    methods = {operation.name for operation in service.operations}
    return {class_name, f"Unimplemented{class_name}", "operations"} | arguments | methods


def service_docs(service: Service) -> DocView:
    """What the document says of a service."""
    return doc(service.description, fallback=f"The operations of `{service.name}`.")


def member_view(service: Service) -> ServiceMemberView:
    """A service as an app knows it."""
    class_name = identifier(service.class_name)
    return ServiceMemberView(
        name=identifier(service.name),
        class_name=class_name,
        unimplemented_name=code("Unimplemented{}", class_name),
        docs=service_docs(service),
    )


class _Told(Struct, frozen=True, kw_only=True):
    """What is told of an operation on each side alike; `about_body` is empty where there is none, `item` where nothing is
    streamed."""

    operation: Operation
    in_path: list[Parameter]
    others: list[Parameter]
    parameters: tuple[Code, ...]
    name: Code
    constant: Code
    about_body: Wire
    item: TypeRef | None
    docs: DocView
    route: Wire
    returns: Wire
    errors: Wire


def _told(operation: Operation, catalog: Catalog) -> _Told:
    is_described = operation.summary.strip() or operation.description.strip()
    return _Told(
        operation=operation,
        in_path=[parameter for parameter in operation.parameters if parameter.location == "path"],
        others=[parameter for parameter in operation.parameters if parameter.location != "path"],
        parameters=tuple(identifier(parameter.name) for parameter in operation.parameters),
        name=identifier(operation.name),
        constant=constant_name(operation),
        about_body=Wire("" if operation.body is None else about_body(operation.body, catalog)),
        item=_streamed_item(operation),
        docs=method_docs(operation),
        route=Wire(route(operation) if is_described else ""),
        returns=Wire(returns(operation)),
        errors=Wire(errors(operation)),
    )


class _Class:
    """Builds the class of a side, importing what its methods name. An argument that many operations have is made once."""

    def __init__(self, service: Service, catalog: Catalog, side: Side) -> None:
        self.service, self.catalog, self.side = service, catalog, side
        self.name = code(_PREFIX[side], identifier(service.class_name))
        self.imports = Imports(taken=_taken(service, self.name))
        self.imports.use(code("__future__"), code("annotations"))
        self.own: set[tuple[Code, Code]] = set()
        """What this side alone imports."""
        self.known = {key: self._own_name(code(at), code(name)) for key, (at, name) in _IMPORTED[side].items()}
        self.imports.add(_TABLE, identifier(service.name), _OPERATIONS)
        methods = frozenset(operation.name for operation in service.operations)
        self.writer = model_writer(self.imports, catalog, "signatures", methods)
        self.methods: tuple[MethodView, ...] = ()
        self._arguments: dict[int, ArgumentView] = {}

    def view(self) -> ServiceView:
        """The class with its methods."""
        return ServiceView(
            name=identifier(self.service.name),
            class_name=self.name,
            docs=service_docs(self.service),
            imports=self.imports.lines(),
            base=self.known["base"],
            operations=_OPERATIONS,
            answer=self.known.get("answer", NONE),
            unimplemented=self.known.get("unimplemented", NONE),
            methods=self.methods,
        )

    def made(self, told: Iterable[_Told]) -> _Class:
        """The class, with a method for each operation."""
        self.methods = tuple(map(self._method, told))
        return self

    def twin(self, side: Side, told: Iterable[_Told]) -> _Class | None:
        """The class of the other client, whose methods differ in pages and streams; None where names get into each other's
        way."""
        other = _Class(self.service, self.catalog, side)
        for each in self.imports.names().keys() - self.own:
            other.imports.use(*each)
        other.methods = tuple(
            replace(known, result=other._result(each)) if known.is_paged or known.is_streamed else known
            for known, each in zip(self.methods, told, strict=True)
        )
        return other if self._is_plain() and other._is_plain() else None

    def _is_plain(self) -> bool:
        """Whether all that is imported has its own name here."""
        imported = self.imports.names().items()
        return all(name == local for (module, name), local in imported if module != _TABLE)

    def _method(self, told: _Told) -> MethodView:
        operation = told.operation
        arguments = [self._argument(parameter) for parameter in told.others]
        if operation.body is not None:
            arguments.append(self._body(operation.body, told.about_body))
        arguments.sort(key=lambda argument: argument.default is not None)
        if self.side != "server":
            arguments.append(self._options)
        positional = tuple(map(self._argument, told.in_path))
        return MethodView(
            name=told.name,
            constant=told.constant,
            positional=positional,
            keyword=tuple(arguments),
            documented=tuple(argument for argument in (*positional, *arguments) if argument.description.text),
            has_body=operation.body is not None,
            parameters=told.parameters,
            result=self._result(told),
            is_paged=self.side != "server" and operation.pagination is not None,
            is_streamed=self.side != "server" and told.item is not None,
            docs=told.docs,
            route=told.route,
            returns=told.returns,
            errors=told.errors,
        )

    def _result(self, told: _Told) -> Code:
        """What a method returns: pages, of clients only, and streams are iterated over."""
        operation, item = told.operation, told.item
        if operation.pagination is not None and self.side != "server":
            pager = self._runtime_name("pages", "Pager")
            kinds = map(self.writer.write, (operation.result, operation.pagination.item))
            return code("{}[{}, {}]", pager, *kinds)
        if item is None:
            return self.writer.write(operation.result)
        if self.side == "server":
            return code("{0}[{2}] | {1}[{2}]", *self._iterables(), self.writer.write(item))
        return code("{}[{}]", self._runtime_name("streams", "ItemStream"), self.writer.write(item))

    def _iterables(self) -> tuple[Code, Code]:
        module = code("collections.abc")
        return self.imports.use(module, code("Iterable")), self.imports.use(module, code("AsyncIterable"))

    def _runtime_name(self, module: LiteralString, name: LiteralString) -> Code:
        return self._own_name(code("{}.{}", RUNTIME, code(module)), code(_PREFIX[self.side], code(name)))

    def _own_name(self, module: Code, name: Code) -> Code:
        self.own.add((module, name))
        return self.imports.use(module, name)

    def _argument(self, parameter: Parameter) -> ArgumentView:
        if (known := self._arguments.get(id(parameter))) is None:
            known = self._arguments[id(parameter)] = self._made(parameter)
        return known

    def _made(self, parameter: Parameter) -> ArgumentView:
        kind = self.writer.write(_said_once(parameter.type))
        default = self._default(parameter)
        if not parameter.required and default is None:
            kind, default = self.writer.optional(kind), NONE
        return ArgumentView(
            name=identifier(parameter.name), type=kind, default=default, description=Wire(about(parameter))
        )

    def _default(self, parameter: Parameter) -> Code | None:
        """A client leaves out what it is not given; a server fills it in."""
        if self.side != "server" or parameter.required or not parameter.has_default:
            return None
        return default_literal(self.catalog, parameter.type, parameter.default)

    def _body(self, body: Body, about: Wire) -> ArgumentView:
        kind = self.writer.write(_said_once(body.type))
        if self.side != "server" and any(content.type == Scalar(kind="binary") for content in body.contents):
            source = self.imports.use(code("{}.files", RUNTIME), code("Source"))
            kind = code("{} | {}", kind, source) if len(body.contents) > 1 and kind != "bytes" else source
        return ArgumentView(
            name=code("body"),
            type=kind if body.required else self.writer.optional(kind),
            default=None if body.required else NONE,
            description=about,
        )

    @cached_property
    def _options(self) -> ArgumentView:
        options = self.imports.use(code("{}.options", RUNTIME), code("RequestOptions"))
        text = Wire("Timeout, headers and retries for this call.")
        return ArgumentView(name=code("options"), type=self.writer.optional(options), default=NONE, description=text)


def _said_once(type_: TypeRef) -> TypeRef:
    """The type of an argument: `float` takes whole numbers too (PEP 484), and linters want it said once."""
    match type_:
        case Nullable(inner=inner):
            return Nullable(inner=_said_once(inner))
        case UnionOf(variants=variants) if Scalar(kind="float") in map(_unbounded, variants):
            return replace(type_, variants=tuple(v for v in variants if _unbounded(v) != Scalar(kind="int")))
        case _:
            return type_


def _unbounded(type_: TypeRef) -> TypeRef:
    return type_.inner if isinstance(type_, Bounded) else type_


def _streamed_item(operation: Operation) -> TypeRef | None:
    """The type of what comes one by one, where that is the answer of choice (OpenAPI 3.2, `itemSchema`)."""
    successes = [response for response in operation.responses if response.status.startswith("2")]
    contents = successes[0].contents if successes else ()
    return contents[0].item if contents else None
