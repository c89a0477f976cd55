"""Reads requests with openapi-core, in an environment where it is installed; `decoders` starts it.

Each line of the input is a request with the one parameter `p` that it holds, as OpenAPI describes it and as an RFC 6570
template; each line of the output is what openapi-core read, or why it could not, and what uritemplate would have sent.
"""

from __future__ import annotations

import json
import sys
import warnings
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest
from openapi_core.deserializing.styles.util import label_loads, matrix_loads
from uritemplate import expand
from werkzeug import Request

_LOADS = {"label": (label_loads, "."), "matrix": (matrix_loads, ";")}


@cache
def described(parameter: str, path: str) -> OpenAPI:
    """A document of one operation with one parameter."""
    operation = {"parameters": [json.loads(parameter)], "responses": {"200": {"description": "Done"}}}
    info = {"title": "One parameter", "version": "1"}
    return OpenAPI.from_dict({"openapi": "3.1.0", "info": info, "paths": {path: {"get": operation}}})


def read(sent: dict[str, Any]) -> Any:
    """The value of the parameter; whatever openapi-core raises is raised."""
    if sent["parameter"]["style"] in _LOADS:
        return _read_alone(sent)
    environment: dict[str, Any] = {
        "PATH_INFO": unquote_to_bytes(sent["path"]).decode("latin-1"),  # as every WSGI server does
        "QUERY_STRING": sent["query"],
        **{f"HTTP_{name.upper()}": value for name, value in sent["headers"].items()},
    }
    setup_testing_defaults(environment)
    document = described(json.dumps(sent["parameter"]), "/it/{p}" if sent["parameter"]["in"] == "path" else "/it")
    result = document.unmarshal_request(WerkzeugOpenAPIRequest(Request(environment)))
    result.raise_for_errors()
    return getattr(result.parameters, sent["parameter"]["in"])["p"]


def _read_alone(sent: dict[str, Any]) -> Any:
    """By the function for the style: in a request, openapi-core finds no such parameter in the path."""
    loads, sign = _LOADS[sent["parameter"]["style"]]
    explode, schema = sent["parameter"]["explode"], sent["parameter"]["schema"]
    key = f"{sign}p{'*' if explode else ''}"
    found = loads(explode, "p", schema["type"], {key: unquote_to_bytes(sent["path"]).decode().removeprefix("/it/")})
    items = schema.get("items", schema)["type"]
    return _typed(found, items) if items in ("integer", "boolean") else found


def _typed(found: Any, kind: str) -> Any:
    return [_typed(each, kind) for each in found] if isinstance(found, list) else json.loads(found)


def main() -> None:
    """Answer every line."""
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        sent = json.loads(line)
        said: dict[str, Any] = {"expanded": expand(sent["rfc6570"], p=sent["value"]) if sent["rfc6570"] else None}
        try:
            said["read"] = read(sent)
        except Exception as error:  # noqa: BLE001 - whatever it raises, it did not read
            said["error"] = f"{type(error).__name__}: {error.__cause__ or error}"
        print(json.dumps(said, default=repr))


if __name__ == "__main__":
    main()
