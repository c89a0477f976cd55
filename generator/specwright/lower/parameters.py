"""Parameters of an operation: its own and its path item's, in the document's order, and every placeholder of its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from msgspec import Struct, field
from msgspec.structs import replace

from specwright.ingest.document import join
from specwright.lower import findings
from specwright.lower.algebra import ANY
from specwright.lower.api import ListOf, Nullable, Parameter, Scalar, TypeRef, Values
from specwright.lower.found import PLACEHOLDER, placeholders
from specwright.lower.names import PARAMETER_RESERVED, Scope, snake
from specwright.lower.schemas import Schemas
from specwright.lower.tree import listed, mapping, text

__all__ = ["Parameters"]

Location = Literal["path", "query", "header", "cookie", "querystring"]

_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form", "querystring": "form"}
_ALLOWED = {
    "path": {"simple", "label", "matrix"},
    "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
    "header": {"simple"},
    "cookie": {"form", "cookie"},
    "querystring": {"form"},
}
_OF_THE_PROTOCOL = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that OpenAPI ignores: media types and security say the same."""


class _Declared(Struct, kw_only=True):
    """A parameter as the document has it; of one that is referred to, `decided` is what it is in all operations."""

    wire_name: str
    location: Location
    node: Mapping[str, Any]
    pointer: str
    decided: Parameter | None = None


class Parameters(Struct):
    """Reads parameters. Those that say the same are decided once: of the 52,000 of Microsoft Graph's operations 1,400 differ."""

    schemas: Schemas
    _referred: dict[str, _Declared] = field(default_factory=dict)
    _alike: dict[tuple[str, str, bytes], Parameter] = field(default_factory=dict)
    _lists: dict[tuple[str | tuple[str, ...], bytes], tuple[Parameter, ...]] = field(default_factory=dict)

    def read(self, path: str, sources: list[tuple[object, str]]) -> tuple[Parameter, ...]:
        """The parameters for `path`: path parameters in the order of the template, then the others as declared.

        `sources` are the `parameters` arrays of the path item and of the operation, with their pointers; a later one
        replaces an earlier one of the same name and location.
        """
        said = self.schemas.said([node for node, _ in sources])
        key = (path if "?" in path else tuple(placeholders(path)), said) if said else None
        return self.schemas.alike(self._lists, key, lambda: self._read(path, sources))

    def _read(self, path: str, sources: list[tuple[object, str]]) -> tuple[Parameter, ...]:
        in_path, keys = placeholders(path), _keys(path)
        found = (_queried(each, keys) for node, at in sources for each in self._declarations(node, at))
        declared = {(each.location, each.wire_name): each for each in found}
        ordered = [
            declared.get(("path", name)) or _missing(self.schemas, name, path, sources[-1][1], keys)
            for name in in_path
            if name not in keys or not {("query", name), ("query", keys[name])} & declared.keys()
        ]
        for entry in declared.values():
            if entry.location != "path":
                ordered.append(entry)
            elif entry.wire_name not in in_path:
                where = repr(path) if path else "what is received, whose path is yours"
                message = f"path parameter {entry.wire_name!r} has no placeholder in {where}; it is left out"
                _report(self.schemas, findings.PATH_PARAMETER_UNUSED, message, entry.pointer)
        return self._named(ordered)

    def _declarations(self, node: object, pointer: str) -> Iterator[_Declared]:
        for index, entry in enumerate(listed(node)):
            ref = entry.get("$ref") if isinstance(entry, dict) else None
            if isinstance(ref, str) and (known := self._referred.get(ref)):
                yield known
            elif made := self._declared(entry, join(pointer, index)):
                if isinstance(ref, str):
                    self._referred[ref] = made
                yield made

    def _declared(self, node: object, at: str) -> _Declared | None:
        tree = self.schemas.tree
        if "$ref" in mapping(node) and tree.target(node) is None:
            return None  # reported where references are read
        found, target = tree.follow(node, at)
        name, location = text(found.get("name")), text(found.get("in"))
        if location not in _STYLES or (not name and location != "querystring"):
            message = f"this parameter has {'the location ' + repr(location) if name else 'no name'}; it is left out"
            _report(self.schemas, findings.PARAMETER_UNUSABLE, message, at)
        elif not (location == "header" and name.lower() in _OF_THE_PROTOCOL):
            return _Declared(wire_name=name, location=cast(Location, location), node=found, pointer=target)
        return None

    def _named(self, ordered: list[_Declared]) -> tuple[Parameter, ...]:
        """The parameters, with the names that the user chose or that are free."""
        scope = Scope(reserved=PARAMETER_RESERVED)
        chooses = self.schemas.names.chooses(entry.node for entry in ordered)
        places = {f"{one.location} {one.wire_name}": [(one.node, one.pointer)] for one in ordered} if chooses else {}
        chosen = self.schemas.names.members(scope, places)
        return tuple(
            _called(self._decided(one), chosen.get(f"{one.location} {one.wire_name}") if chosen else None, scope)
            for one in ordered
        )

    def _decided(self, declared: _Declared) -> Parameter:
        """The parameter, with the name that it has where that is free."""
        if declared.decided is None:
            declared.decided = self._known(declared)
        return declared.decided

    def _known(self, declared: _Declared) -> Parameter:
        """One that says the same, where nothing but what it says has been asked to decide on it."""
        said = self.schemas.said(declared.node)
        key = (declared.location, declared.wire_name, said) if said else None
        return self.schemas.alike(self._alike, key, lambda: _parameter(self.schemas, declared))


def _keys(path: str) -> dict[str, str]:
    """The names, by placeholder, of the parameters that a path shows in its query; nothing of them belongs into the path."""
    before, _, query = path.partition("#")[0].partition("?")
    keys = {value[1:-1]: key for key, _, value in _pairs(query) if PLACEHOLDER.fullmatch(value)}
    return {name: key for name, key in keys.items() if name not in placeholders(before)}


def _queried(declared: _Declared, keys: Mapping[str, str]) -> _Declared:
    """A path parameter that the path shows in its query is one of the query."""
    if declared.location != "path" or declared.wire_name not in keys:
        return declared
    node = {**declared.node, "required": True}
    return _Declared(location="query", wire_name=keys[declared.wire_name], node=node, pointer=declared.pointer)


def _pairs(query: str) -> Iterator[tuple[str, str, str]]:
    return (pair.partition("=") for pair in query.split("&"))


def _missing(schemas: Schemas, name: str, path: str, pointer: str, keys: Mapping[str, str]) -> _Declared:
    message = f"the path {path!r} has no parameter for its placeholder {name!r}; a string is assumed"
    _report(schemas, findings.PATH_PARAMETER_UNDECLARED, message, pointer.rpartition("/")[0])
    node = {"schema": {"type": "string"}, "required": True}
    location: Location = "query" if name in keys else "path"
    return _Declared(wire_name=keys.get(name, name), location=location, node=node, pointer="")


def _report(schemas: Schemas, code: Any, message: str, pointer: str) -> None:
    schemas.sink.report(code, message, span=schemas.tree.document.span(pointer), pointer=pointer)


def _parameter(schemas: Schemas, declared: _Declared) -> Parameter:
    node, location = declared.node, declared.location
    schema, pointer, media_type = _schema(declared)
    default_style = _STYLES[location]
    style = text(node.get("style")) if text(node.get("style")) in _ALLOWED[location] else default_style
    explode = node["explode"] if isinstance(node.get("explode"), bool) else style in ("form", "deepObject", "cookie")
    type_ = schemas.type_at(schema, pointer) if pointer else Scalar(kind="str")
    if location in ("path", "header", "cookie") and type_ == ANY:
        type_ = Scalar(kind="str")
    target, _ = schemas.tree.follow(schema, pointer)
    return Parameter(
        name=snake(declared.wire_name, fallback="parameter"),
        wire_name=declared.wire_name,
        location=location,
        type=_exact(type_),
        required=location == "path" or node.get("required") is True,
        style=style,
        explode=explode,
        allow_reserved=node.get("allowReserved") is True,
        media_type=media_type,
        has_default="default" in target,
        default=target.get("default"),
        description=text(node.get("description")) or text(target.get("description")),
        deprecated=node.get("deprecated") is True,
    )


def _called(known: Parameter, chosen: str | None, scope: Scope) -> Parameter:
    """A parameter under the name that was chosen for it, or a free one."""
    if chosen is None:
        if scope.take(known.name):
            return known
        chosen = scope.claim([known.name, f"{known.name}_{known.location}", f"{known.name}_"])
    return replace(known, name=chosen)


def _schema(declared: _Declared) -> tuple[object, str, str | None]:
    """The parameter's schema, its pointer, and the media type of a parameter with `content`."""
    for media_type, content in mapping(declared.node.get("content")).items():
        at = join(declared.pointer, "content", media_type, "schema") if declared.pointer else ""
        return mapping(content).get("schema", {}), at, media_type
    return declared.node.get("schema", {}), join(declared.pointer, "schema") if declared.pointer else "", None


def _exact(type_: TypeRef) -> TypeRef:
    """What a caller may send: an inline enum without values that the document does not list, and no null."""
    match type_:
        case Values(open=True):
            return replace(type_, open=False)
        case ListOf():
            return replace(type_, item=_exact(type_.item))
        case Nullable():
            return _exact(type_.inner)
        case _:
            return type_
