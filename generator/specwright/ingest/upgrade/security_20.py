"""Security definitions of 2.0 (Swagger 2.0, Security Scheme Object) as security schemes of 3.x."""

from __future__ import annotations

from typing import Any

from specwright.ingest.upgrade.moves import Moves
from specwright.ingest.upgrade.shapes import extensions, mapped

__all__ = ["security_scheme"]

_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_FLOW_FIELDS = ("authorizationUrl", "tokenUrl", "refreshUrl")


def security_scheme(node: dict[str, Any], pointer: str, moves: Moves) -> dict[str, Any]:
    """The scheme that `node`, which was moved to `pointer`, defines; of an unknown type, `node` as it is."""
    described = {"description": node["description"]} if "description" in node else {}
    match node.get("type"):
        case "basic":
            return {"type": "http", "scheme": "basic", **described, **extensions(node)}
        case "oauth2":
            flow = _FLOWS.get(str(node.get("flow")), "implicit")
            moves.copy(f"{pointer}/flows", pointer)
            moves.copy(f"{pointer}/flows/{flow}", pointer)
            return {"type": "oauth2", **described, "flows": {flow: _flow(node)}, **extensions(node)}
        case _:
            return node


def _flow(node: dict[str, Any]) -> dict[str, Any]:
    return {key: node[key] for key in _FLOW_FIELDS if key in node} | {"scopes": mapped(node.get("scopes"))}
