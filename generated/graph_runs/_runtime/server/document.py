"""The OpenAPI document the server was generated from: served as it is, never rebuilt from the code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from typing import Any

__all__ = ["ServedDocument"]

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class ServedDocument:
    """The `openapi.json` beside the server's code, read when it is first asked for.

    `package` is the package that holds the file, at the path `file`; `exists` is False where the package was generated
    without one.
    """

    def __init__(self, package: str, file: str = "openapi.json") -> None:
        self._file = files(package).joinpath(*file.split("/"))
        self.exists = self._file.is_file()

    @cached_property
    def content(self) -> bytes:
        """The document, byte for byte."""
        return self._file.read_bytes()

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The document as Python values."""
        tree: dict[str, Any] = json.loads(self.content)
        return tree

    def challenges(self) -> Mapping[str, str]:
        """What `WWW-Authenticate` says for each security scheme (RFC 9110, section 11.6.1)."""
        tree = self.tree if self.exists else {}
        schemes: dict[str, Any] = tree.get("components", {}).get("securitySchemes", {})
        return {name: _challenge(scheme) for name, scheme in schemes.items()}


def _challenge(scheme: dict[str, Any]) -> str:
    match scheme.get("type"):  # a reference has none
        case "http":
            name = str(scheme.get("scheme", "bearer")).title()
            if not _TOKEN.fullmatch(name):
                return "Bearer"
            return 'Basic realm="api", charset="UTF-8"' if name == "Basic" else name
        case "apiKey":
            return "ApiKey"
        case _:
            return "Bearer"
