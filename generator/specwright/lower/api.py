"""The product: everything that will be generated, with every decision that is not layout already made.

Plain frozen data. Types refer to each other by `ModelId`, so recursive schemas stay plain data. Whatever crosses the
wire has two names: `name` (Python, decided here, safe as an identifier) and `wire_name` (the document's, hostile until
quoted). All other `str` fields that come from the document (`summary`, `description`, `path`, `media_type`, `pattern`,
`pointer` ...) are hostile text as well: only `render`'s quoting functions may turn them into Python source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NewType, TypeAlias

from msgspec import Struct, field

__all__ = [
    "Alias",
    "Api",
    "Body",
    "Bounded",
    "Bounds",
    "Content",
    "DictOf",
    "Discriminator",
    "Encoding",
    "Enum",
    "EnumMember",
    "External",
    "Field",
    "Header",
    "ListOf",
    "Model",
    "ModelId",
    "ModelModule",
    "Nullable",
    "Operation",
    "Pagination",
    "Parameter",
    "Record",
    "Ref",
    "Response",
    "Rule",
    "RuleKind",
    "Scalar",
    "ScalarKind",
    "SecurityScheme",
    "Server",
    "ServerVariable",
    "Service",
    "TupleOf",
    "TypeRef",
    "UnionOf",
    "Values",
    "is_component",
]

ModelId = NewType("ModelId", str)
"""Identity of a model: the JSON Pointer of its schema in the bundled document."""

_COMPONENTS = "/components/schemas/"


def is_component(id: str) -> bool:
    """Whether a model is that of a component, by its pointer."""
    return id.startswith(_COMPONENTS) and "/" not in id[len(_COMPONENTS) :]


ScalarKind = Literal[
    "any", "never", "none", "str", "int", "float", "bool", "decimal", "decimal-number", "date", "date-time", "time", "duration",
    "uuid", "base64", "base64url", "binary",
]  # fmt: skip
"""`never` has no values. `decimal` is written in a JSON string, `decimal-number` as a JSON number. `base64` and
`base64url` are `bytes` encoded in JSON strings; `binary` is raw bytes of a body or a multipart part."""


# --- types ---------------------------------------------------------------------------------------------------------


class Scalar(Struct, frozen=True, kw_only=True):
    """A single JSON value, or anything at all (`any`)."""

    kind: ScalarKind


class Values(Struct, frozen=True, kw_only=True):
    """One of the listed JSON scalars; `open` admits other values of the same type (evolvable enums, client side)."""

    values: tuple[str | int | float | bool | None, ...]
    open: bool


class ListOf(Struct, frozen=True, kw_only=True):
    """A JSON array; `unique` for `uniqueItems`."""

    item: TypeRef
    unique: bool = False


class TupleOf(Struct, frozen=True, kw_only=True):
    """An array with `prefixItems`. `rest` is the type of further items, and the array may stop before it gets there; None
    when it always has exactly these `items`."""

    items: tuple[TypeRef, ...]
    rest: TypeRef | None = None
    unique: bool = False


class DictOf(Struct, frozen=True, kw_only=True):
    """A JSON object used as a map from `key`, a kind of string, to `value`; `patterns` are types of values by pattern of
    their keys, where not all have the same; other keys have any value if `free`."""

    value: TypeRef
    key: TypeRef = Scalar(kind="str")
    patterns: tuple[tuple[str, TypeRef], ...] = ()
    free: bool = False


class Nullable(Struct, frozen=True, kw_only=True):
    """`inner` or null, where the document says that null may be sent."""

    inner: TypeRef


class Discriminator(Struct, frozen=True, kw_only=True):
    """The property that tells the variants apart (wire name), and the value of it for each variant, in variant order."""

    wire_name: str
    values: tuple[tuple[str | int | bool, ModelId], ...]


class UnionOf(Struct, frozen=True, kw_only=True):
    """One of several types; tried in order unless a discriminator decides."""

    variants: tuple[TypeRef, ...]
    discriminator: Discriminator | None = None


class Bounds(Struct, frozen=True, kw_only=True):
    """Validation keywords of JSON Schema 2020-12 that narrow a type; None where absent. `listed` are the values of an
    `enum` that no Literal can hold, as JSON; what is `contradictory` has no values at all, whatever its type."""

    minimum: float | int | None = None
    maximum: float | int | None = None
    exclusive_minimum: float | int | None = None
    exclusive_maximum: float | int | None = None
    multiple_of: float | int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    listed: tuple[str, ...] | None = None
    contradictory: bool = False


class Bounded(Struct, frozen=True, kw_only=True):
    """`inner`, narrowed. `min_length`/`max_length` count characters, items or properties, as `inner` is a string, a
    list or a dict."""

    inner: TypeRef
    bounds: Bounds


class Ref(Struct, frozen=True, kw_only=True):
    """A named model."""

    model: ModelId


class External(Struct, frozen=True, kw_only=True):
    """A type of the user's own, which the configuration names: `name` of `module`, both of them Python names."""

    module: str
    name: str


TypeRef: TypeAlias = Scalar | Values | ListOf | TupleOf | DictOf | Nullable | UnionOf | Bounded | Ref | External


# --- models --------------------------------------------------------------------------------------------------------


class Field(Struct, frozen=True, kw_only=True):
    """A property of a record.

    `default` is a JSON value, meaningful only when `has_default`; a field that is neither required nor defaulted is
    optional: it may be absent. What is `read_only` and `required` is promised by the service, never asked of a sender.
    Fields that look the same are one, wherever they are written; only what is `write_only` has the `pointer` of its place.
    """

    name: str
    wire_name: str
    type: TypeRef
    required: bool
    has_default: bool = False
    default: Any = None
    examples: tuple[Any, ...] = ()
    description: str = ""
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    pointer: str = ""


RuleKind = Literal["min", "max", "dependent", "any", "one", "not", "contradiction"]


class Rule(Struct, frozen=True, kw_only=True):
    """What is asked of the properties of an object as a whole.

    `number` is the least (`min`) or greatest (`max`) number of them. `groups` are wire names that have to be there: `any`
    group at least, exactly `one`, or none (`not`); with `dependent`, the first name of a group asks for the others. A
    `contradiction` is one between the types that the object should be of: no object is right.
    """

    kind: RuleKind
    number: int = 0
    groups: tuple[tuple[str, ...], ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """An object with known properties: becomes a class.

    `base` is a record it inherits from (its fields are not repeated). `extra` is the type of undeclared properties:
    None when the document says nothing or `additionalProperties: true` (kept, untyped), a type when typed; `extra_key`
    is the kind of their names, if they are not free; `patterns` as in `DictOf`; `closed` when the document forbids them.
    """

    id: ModelId
    name: str
    description: str
    fields: tuple[Field, ...]
    base: ModelId | None = None
    extra: TypeRef | None = None
    extra_key: TypeRef | None = None
    patterns: tuple[tuple[str, TypeRef], ...] = ()
    closed: bool = False
    rules: tuple[Rule, ...] = ()
    deprecated: bool = False


class EnumMember(Struct, frozen=True, kw_only=True):
    """One value of an enum, with what the document calls it and says of it."""

    value: str | int | float | bool | None
    title: str = ""
    description: str = ""


class Enum(Struct, frozen=True, kw_only=True):
    """A named list of values; `open` lets a client keep values it does not know; `evolvable` lets the server do so too."""

    id: ModelId
    name: str
    description: str
    members: tuple[EnumMember, ...]
    open: bool
    evolvable: bool = False
    deprecated: bool = False


class Alias(Struct, frozen=True, kw_only=True):
    """A named type that needs no class: a scalar, array, map or union."""

    id: ModelId
    name: str
    description: str
    target: TypeRef
    deprecated: bool = False


Model: TypeAlias = Record | Enum | Alias


class ModelModule(Struct, frozen=True, kw_only=True):
    """The models of one Python module: a component schema, or an operation's inline schemas, with what is nested in
    it. Models come dependencies first; `models[-1]` is the one that the module is named after."""

    name: str
    models: tuple[Model, ...]


# --- operations ----------------------------------------------------------------------------------------------------


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter of an operation. `style` and `explode` are resolved; `media_type` is set for `content` parameters."""

    name: str
    wire_name: str
    location: Literal["path", "query", "header", "cookie", "querystring"]
    type: TypeRef
    required: bool
    style: str
    explode: bool
    allow_reserved: bool = False
    media_type: str | None = None
    has_default: bool = False
    default: Any = None
    description: str = ""
    deprecated: bool = False


class Encoding(Struct, frozen=True, kw_only=True):
    """How one property of a form or multipart body is sent (OpenAPI Encoding Object)."""

    wire_name: str
    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False


class Content(Struct, frozen=True, kw_only=True):
    """A media type and the type of what it carries; `item` instead where a sequence is streamed (`itemSchema`)."""

    media_type: str
    type: TypeRef
    encodings: tuple[Encoding, ...] = ()
    item: TypeRef | None = None


class Body(Struct, frozen=True, kw_only=True):
    """The request body: its media types in the document's order, the preferred one first."""

    contents: tuple[Content, ...]
    required: bool
    description: str = ""

    @property
    def type(self) -> TypeRef:
        """What a caller may pass: the one type, or a union of the media types' types."""
        kinds = tuple(dict.fromkeys(content.type for content in self.contents))
        return kinds[0] if len(kinds) == 1 else UnionOf(variants=kinds)


class Header(Struct, frozen=True, kw_only=True):
    """A response header; `media_type` is set for headers with `content`."""

    name: str
    wire_name: str
    type: TypeRef
    required: bool = False
    style: str = "simple"
    explode: bool = False
    media_type: str | None = None
    description: str = ""


class Response(Struct, frozen=True, kw_only=True):
    """An answer: `status` is `"200"`, `"2XX"` or `"default"`; no contents means no body."""

    status: str
    description: str
    contents: tuple[Content, ...] = ()
    headers: tuple[Header, ...] = ()


class Pagination(Struct, frozen=True, kw_only=True):
    """How a collection comes in pages; `item` is the type of what is in the array at the pointer `items`.

    The next page is at the URL at the pointer `next`, or in the Link header if `link`, or comes when the query parameter
    `parameter` is what the answer has at the pointer `cursor` or in its header `header`, or counts on by items or pages, as
    `step` says.
    """

    items: str
    item: TypeRef
    next: str = ""
    link: bool = False
    cursor: str = ""
    header: str = ""
    parameter: str = ""
    step: Literal["", "offset", "page"] = ""


class Operation(Struct, frozen=True, kw_only=True):
    """An operation of a service, or a request that the service sends: a webhook, or a callback of an operation.

    `path` is the key under `paths`; of what is received, the name of the webhook or the runtime expression of the
    callback, and `mount` is the path where its receiver has it unless its user says otherwise. `name` is the method
    name, `constant` the name of its description in the operations module. `result` is what the method returns on
    success (`Scalar(kind="none")` without content). `security` is a list of alternatives, each a list of (scheme,
    scopes) that are all needed; `()` means none.
    """

    service: str
    name: str
    constant: str
    operation_id: str | None
    method: str
    path: str
    pointer: str
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    result: TypeRef
    security: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()
    servers: tuple[Server, ...] = ()
    pagination: Pagination | None = None
    mount: str = ""


class Service(Struct, frozen=True, kw_only=True):
    """The operations of a tag; or the webhooks, or the callbacks of an operation. `name` is the client's attribute and
    the module's name, `class_name` the class."""

    name: str
    class_name: str
    description: str
    operations: tuple[Operation, ...]


class ServerVariable(Struct, frozen=True, kw_only=True):
    """A variable of a server URL."""

    name: str
    default: str
    enum: tuple[str, ...] = ()


class Server(Struct, frozen=True, kw_only=True):
    """Where the API is served; `url` may hold `{variables}`."""

    url: str
    description: str = ""
    variables: tuple[ServerVariable, ...] = ()


class SecurityScheme(Struct, frozen=True, kw_only=True):
    """How callers prove who they are (OpenAPI Security Scheme Object)."""

    key: str
    type: Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]
    description: str = ""
    wire_name: str = ""
    location: str = ""
    http_scheme: str = ""
    flows: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    openid_url: str = ""


class Api(Struct, frozen=True, kw_only=True):
    """All that is generated from one document.

    `webhooks` are what the service sends to its users: the webhooks, and for each operation its callbacks. `case` is
    the document's usual property case: most fields need no alias because `case(name) == wire_name`. `models_by_pointer`
    maps the origin pointer of every component schema to its model. `names` is the name lock to remember: for each
    pointer (or other stable key), the name that was given to it; `renamed` the name that it would have had if that had
    been free, where it was not, and `numbered` the names that had to take a number. `license` is what the document says
    of the API's licence, as a phrase.
    """

    title: str
    version: str
    description: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    services: tuple[Service, ...]
    modules: tuple[ModelModule, ...]
    case: Literal["snake", "camel", "pascal", "kebab"]
    models_by_pointer: Mapping[str, ModelId]
    webhooks: tuple[Service, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    numbered: tuple[str, ...] = ()
    license: str = ""
