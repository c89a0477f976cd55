"""Whether a document is built as the OpenAPI Specification says, by the published meta-schemas."""

from __future__ import annotations

from typing import Any

from specwright.lint.structure.explain import Fault, explain
from specwright.lint.structure.metaschemas import DIALECTS, validator
from specwright.lint.structure.swagger import item_lists

__all__ = ["Fault", "faults", "version_of"]


def faults(tree: dict[str, Any]) -> list[Fault]:
    """What is wrong with the structure of a document as it was written; empty for a valid one."""
    version = version_of(tree)
    if version is None:
        return [Fault(steps=(), message='a document begins with "openapi: 3.x.y" or "swagger: 2.0"')]
    try:
        found = explain(validator(version, dialect=_uses_own_dialect(tree, version)).iter_errors(tree))
    except ValueError:
        return [Fault(steps=(), message="the document is nested too deeply to be validated")]
    return [*found, *item_lists(tree)] if version == "2.0" else found


def version_of(tree: dict[str, Any]) -> str | None:
    """The version that a document follows: `2.0`, `3.0`, `3.1`, `3.2`, or `None` where it names no known one."""
    declared = str(tree.get("openapi", tree.get("swagger", "")))
    version = ".".join(declared.split(".")[:2])
    return version if version in ("2.0", "3.0", "3.1", "3.2") else None


def _uses_own_dialect(tree: dict[str, Any], version: str) -> bool:
    own = DIALECTS.get(version)
    return own is not None and tree.get("jsonSchemaDialect", own) == own
