"""OpenAPI (Swagger) 2.0 to the shape of 3.0: servers, request bodies, media types and components.

Schemas come out as 3.0 writes them, for `from_30` to go on with.
"""

from __future__ import annotations

from typing import Any

from specwright.ingest.document import escape
from specwright.ingest.grammar import walk
from specwright.ingest.upgrade.moves import Moves
from specwright.ingest.upgrade.operations_20 import Operations, server_urls
from specwright.ingest.upgrade.parameters_20 import parameter
from specwright.ingest.upgrade.security_20 import security_scheme
from specwright.ingest.upgrade.shapes import extensions, mapped, texts

__all__ = ["from_20"]

Node = dict[str, Any]

_KEPT = ("info", "tags", "security", "externalDocs")
_SECTIONS = {
    "definitions": "schemas",
    "parameters": "parameters",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}


def from_20(root: Node, moves: Moves) -> Node:
    """A new root that uses the parts of the old one, which is used up."""
    operations = Operations(root, moves)
    operations.path_items()
    components = {new: _section(root, old, new, moves) for old, new in _SECTIONS.items()}
    for name, response in components["responses"].items():
        operations.response(response, f"/components/responses/{escape(name)}", operations.produces)
    upgraded: Node = {"openapi": "3.0.4", **{key: root[key] for key in _KEPT if key in root}}
    upgraded["servers"] = _servers(root, moves)
    upgraded["paths"] = root.get("paths", {})
    upgraded["components"] = {section: nodes for section, nodes in components.items() if nodes}
    upgraded |= extensions(root)
    for _, kind, node in walk(upgraded):
        _refer(node)
        if kind == "schema":
            _schema(node)
    return upgraded


def _servers(root: Node, moves: Moves) -> list[Node]:
    """Base URLs; https where only a host is declared, and relative to the document's own place without one."""
    base = root.get("basePath")
    alone = [base if type(base) is str else "/"]
    urls = server_urls(root, texts(root.get("schemes"))) or server_urls(root, ["https"]) or alone
    for index in range(len(urls)):
        moves.move(f"/servers/{index}", "/host" if "host" in root else "/basePath")
    return [{"url": url} for url in urls]


def _section(root: Node, old: str, new: str, moves: Moves) -> Node:
    """The components of a kind, at their new place; body and form parameters have become part of the operations."""
    section: Node = {}
    for name, node in mapped(root.get(old)).items():
        if type(node) is not dict or (old == "parameters" and node.get("in") in ("body", "formData")):
            continue
        pointer = f"/components/{new}/{escape(name)}"
        moves.move(pointer, f"/{old}/{escape(name)}")
        if old == "parameters":
            moves.copy(f"{pointer}/schema", pointer)
            node = parameter(node)
        elif old == "securityDefinitions":
            node = security_scheme(node, pointer, moves)
        section[name] = node
    return section


def _refer(node: Node) -> None:
    """Let a reference name the new place of what it refers to."""
    ref = node.get("$ref")
    for old, new in _SECTIONS.items():
        if isinstance(ref, str) and ref.startswith(f"#/{old}/"):
            node["$ref"] = ref.replace(f"#/{old}/", f"#/components/{new}/", 1)


def _schema(schema: Node) -> None:
    if schema.get("type") == "file":
        schema |= {"type": "string", "format": "binary"}
    if type(schema.get("x-nullable")) is bool:
        schema["nullable"] = schema.pop("x-nullable")
    if type(schema.get("discriminator")) is str:
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
