"""The published JSON Schemas of OpenAPI documents, compiled."""

from __future__ import annotations

import json
import re
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

__all__ = ["DIALECTS", "compiles", "validator"]

_FOLDER = Path(__file__).parent / "metaschemas"

DIALECTS: Final = {
    "3.1": "https://spec.openapis.org/oas/3.1/dialect/base",
    "3.2": "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
}
"""The JSON Schema dialect of the Schema Objects of each version that leaves the choice open."""

_IGNORED_FORMATS = ("uri", "uri-reference", "email", "iri", "iri-reference", "media-range")
"""Formats that the reference validator does not check on a document either."""


@lru_cache(maxsize=8)
def validator(version: str, *, dialect: bool = True) -> jsonschema_rs.Validator:
    """The validator of documents of a version: `2.0`, `3.0`, `3.1` or `3.2`.

    With `dialect`, Schema Objects of 3.1 and 3.2 are checked too, by the version's own JSON Schema dialect; without it
    they may be written in any other. Raises `KeyError` for another version.
    """
    metaschema = _read(f"{version}.json")
    formats = {"regex": compiles, **dict.fromkeys(_IGNORED_FORMATS, _anything)}
    if version not in DIALECTS or not dialect:
        return jsonschema_rs.validator_for(metaschema, formats=formats, validate_formats=True, offline=True)
    return jsonschema_rs.validator_for(
        _with_dialect(metaschema["$id"], DIALECTS[version]),
        registry=_registry(version, metaschema),
        formats=formats,
        validate_formats=True,
        offline=True,
    )


def compiles(pattern: str) -> bool:
    """Whether Python's `re`, which the reference validator and the generated models use, takes a pattern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError):
            return False
    return True


def _anything(_text: str) -> bool:
    return True


def _read(name: str) -> Any:
    try:
        return json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KeyError(name) from error


def _with_dialect(schema: str, dialect: str) -> dict[str, Any]:
    # The published schemas leave Schema Objects open behind the dynamic anchor "meta"; this binds it.
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{schema}/with-dialect",
        "$ref": schema,
        "$defs": {"schema": {"$dynamicAnchor": "meta", "$ref": dialect}},
    }


def _registry(version: str, metaschema: dict[str, Any]) -> jsonschema_rs.Registry:
    parts = (metaschema, _read(f"{version}-dialect.json"), _read(f"{version}-vocabulary.json"))
    return jsonschema_rs.Registry([(part["$id"], part) for part in parts])
