"""One order of fields for every object of the document, whoever wrote them: what it is, what it holds, where it is from.

Names that authors choose (paths, properties, components, scopes) keep the order in which they were written.
"""

from __future__ import annotations

from typing import Any

from specwright.ingest.grammar import METHODS

__all__ = ["arranged"]

_ROOT = "openapi info jsonSchemaDialect servers security tags paths webhooks components externalDocs"
_INFO = "title summary description version termsOfService contact license"
_OPERATION = (
    "tags summary description operationId deprecated parameters requestBody responses callbacks security servers"
)
_PARAMETER = "name in description required deprecated style explode schema content example examples"
_BODY = "description required headers content links"
_SCHEMA = (
    "$ref title description type format contentEncoding enum const default readOnly writeOnly deprecated minimum"
    " maximum allOf anyOf oneOf discriminator items properties required additionalProperties"
)


def arranged(tree: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI document with the fields of its objects in a stable order; extensions come last."""
    root = _ordered(tree, _ROOT)
    if isinstance(root.get("info"), dict):
        root["info"] = _ordered(root["info"], _INFO)
    if isinstance(root.get("paths"), dict):
        root["paths"] = {path: _path_item(item) for path, item in root["paths"].items()}
    components = root.get("components")
    if isinstance(components, dict) and isinstance(components.get("schemas"), dict):
        schemas = {name: _schema(schema) for name, schema in components["schemas"].items()}
        root["components"] = components | {"schemas": schemas}
    return root


def _ordered(node: dict[str, Any], fields: str) -> dict[str, Any]:
    """The fields by a list of names; unknown ones after it, extensions at the end, both as they come."""
    order = {name: index for index, name in enumerate(fields.split())}
    return dict(sorted(node.items(), key=lambda pair: (pair[0].startswith("x-"), order.get(pair[0], len(order)))))


def _path_item(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return {
        name: _operation(value) if name in METHODS and isinstance(value, dict) else value
        for name, value in item.items()
    }


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    node = _ordered(operation, _OPERATION)
    if isinstance(node.get("parameters"), list):
        node["parameters"] = [_holder(parameter, _PARAMETER) for parameter in node["parameters"]]
    if "requestBody" in node:
        node["requestBody"] = _content(node["requestBody"])
    if isinstance(node.get("responses"), dict):
        node["responses"] = {status: _content(response) for status, response in node["responses"].items()}
    return node


def _content(body: Any) -> Any:
    """A Request Body or Response Object with the schemas of its media types."""
    if not isinstance(body, dict):
        return body
    node = _ordered(body, _BODY)
    if isinstance(node.get("content"), dict):
        node["content"] = {name: _holder(media, "schema example examples") for name, media in node["content"].items()}
    return node


def _holder(node: Any, fields: str) -> Any:
    """An object that holds one schema."""
    if not isinstance(node, dict):
        return node
    ordered = _ordered(node, fields)
    return ordered | ({"schema": _schema(ordered["schema"])} if "schema" in ordered else {})


def _schema(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    node = _ordered(schema, _SCHEMA)
    if isinstance(node.get("properties"), dict):
        node["properties"] = {name: _schema(value) for name, value in node["properties"].items()}
    for name in ("allOf", "anyOf", "oneOf"):
        if isinstance(node.get(name), list):
            node[name] = [_schema(value) for value in node[name]]
    return node | ({"items": _schema(node["items"])} if "items" in node else {})
