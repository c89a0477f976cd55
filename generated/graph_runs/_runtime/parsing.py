"""Text that stands for a JSON value: JSON, strictly, and forms."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from . import escaping

__all__ = ["parse_form", "parse_json"]


def parse_form(text: str) -> dict[str, Any]:
    """A form as an object; a name that occurs more than once becomes an array. Raises ValueError when malformed."""
    found: dict[str, list[str]] = {}
    for part in filter(None, text.split("&")):
        name, _, raw = part.partition("=")
        found.setdefault(escaping.decode_form(name), []).append(
            escaping.decode_form(raw)
        )
    return {
        name: items if len(items) > 1 else items[0] for name, items in found.items()
    }


def parse_json(text: str | bytes) -> Any:
    """Strict JSON (RFC 8259): no NaN, no duplicate names, no lone surrogates. Raises ValueError."""
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse_constant
        )
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValueError(
            f"is not JSON: {error}"
            if isinstance(error, json.JSONDecodeError)
            else "is not JSON"
        ) from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice in an object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
