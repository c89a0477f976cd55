"""Security schemes, requirements and servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from specwright.diagnostics import Sink
from specwright.ingest.document import Node, join
from specwright.lower import findings
from specwright.lower.api import SecurityScheme, Server, ServerVariable
from specwright.lower.tree import Tree, listed, mapping, text

__all__ = ["read_requirements", "read_schemes", "read_servers"]

Requirements = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]

_TYPES = ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")


def read_schemes(tree: Tree) -> tuple[SecurityScheme, ...]:
    """The security schemes of the document that say how to use them."""
    pointer = "/components/securitySchemes"
    return tuple(
        _scheme(key, node) for key, node, _ in tree.entries(tree.at(pointer), pointer) if node.get("type") in _TYPES
    )


def _scheme(key: str, node: Mapping[str, Any]) -> SecurityScheme:
    return SecurityScheme(
        key=key,
        type=cast(Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"], node["type"]),
        description=text(node.get("description")),
        wire_name=text(node.get("name")),
        location=text(node.get("in")),
        http_scheme=text(node.get("scheme")),
        flows=tuple((name, mapping(flow)) for name, flow in mapping(node.get("flows")).items()),
        openid_url=text(node.get("openIdConnectUrl")),
    )


def read_requirements(tree: Tree, sink: Sink, node: Node, pointer: str, known: set[str]) -> Requirements:
    """The alternatives of a `security` array, each with its schemes and their scopes."""
    alternatives = []
    for index, entry in enumerate(listed(node)):
        if unknown := mapping(entry).keys() - known:
            at = join(pointer, index)
            message = f"there is no security scheme {min(unknown)!r}; define it under components/securitySchemes"
            sink.report(findings.SECURITY_UNKNOWN, message, span=tree.document.span(at), pointer=at)
            continue
        scopes = mapping(entry).items()
        alternatives.append(tuple((key, tuple(text(scope) for scope in listed(needed))) for key, needed in scopes))
    return tuple(alternatives)


def read_servers(node: Node) -> tuple[Server, ...]:
    """The servers of a `servers` array that have a URL."""
    return tuple(
        Server(
            url=text(entry.get("url")),
            description=text(entry.get("description")),
            variables=tuple(_variable(name, mapping(v)) for name, v in mapping(entry.get("variables")).items()),
        )
        for entry in map(mapping, listed(node))
        if text(entry.get("url"))
    )


def _variable(name: str, node: Mapping[str, Any]) -> ServerVariable:
    values = tuple(str(value) for value in listed(node.get("enum")) if isinstance(value, str | int))
    default = node.get("default")
    return ServerVariable(name=name, default=str(default) if isinstance(default, str | int) else "", enum=values)
