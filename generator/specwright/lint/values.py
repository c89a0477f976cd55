"""Whether a value that a document gives (a default, an example) fits the schema beside it."""

from __future__ import annotations

from functools import cached_property
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from specwright.ingest.references import resolve

if TYPE_CHECKING:
    import jsonschema_rs

    from specwright.lint.structure.explain import Fault

__all__ = ["Values"]

_BASE = "urn:specwright:document"


class Values:
    """Validates values against the Schema Objects of one document, by JSON Schema 2020-12 with formats asserted."""

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._validators: dict[str, jsonschema_rs.Draft202012Validator | None] = {}
        self._relaxed: dict[str, Values] = {}

    def misfit(self, pointer: str, value: Any, name: str) -> Fault | None:
        """The first way in which a value does not fit the schema at a JSON Pointer of the document.

        `name` is what to call the value: `the default`. `None` where it fits, and where the schema itself can't be used,
        which other rules report.
        """
        if pointer not in self._validators:
            self._validators[pointer] = self._compile(pointer)
        validator = self._validators[pointer]
        if validator is None:
            return None
        # Imported here: most documents have nothing to validate, and the library takes a while to load.
        from specwright.lint.structure.explain import explain

        try:
            return next(iter(explain(validator.iter_errors(value), value=name)), None)
        except ValueError:
            return None

    def relaxed(self, word: str) -> Values:
        """The same, but that properties with `readOnly` or `writeOnly` need not be there: they are not sent, or not
        received (OpenAPI 3.0.4 section 4.7.24.2)."""
        if word not in self._relaxed:
            self._relaxed[word] = Values(_without_required(self._root, self._root, word))
        return self._relaxed[word]

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry | None:
        import jsonschema_rs

        try:
            return jsonschema_rs.Registry([(_BASE, self._root)], draft=jsonschema_rs.Draft202012)
        except (ValueError, jsonschema_rs.ReferencingError):
            return None

    def _compile(self, pointer: str) -> jsonschema_rs.Draft202012Validator | None:
        import jsonschema_rs

        if self._registry is None:
            return None
        try:
            return jsonschema_rs.Draft202012Validator(
                {"$ref": f"{_BASE}#{quote(pointer, safe='/~')}"},
                registry=self._registry,
                formats=_FORMATS,
                validate_formats=True,
                offline=True,
            )
        except (ValueError, jsonschema_rs.ReferencingError):
            return None


def _without_required(node: Any, root: Any, word: str) -> Any:
    """A copy of a tree in which no property with `word` is required."""
    if isinstance(node, list):
        return [_without_required(item, root, word) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _without_required(member, root, word) for key, member in node.items()}
    required, properties = node.get("required"), node.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        copy["required"] = [name for name in required if not _has(properties.get(str(name)), root, word)]
    return copy


def _has(schema: Any, root: Any, word: str) -> bool:
    if isinstance(schema, dict) and isinstance(reference := schema.get("$ref"), str) and word not in schema:
        schema = resolve(root, unquote(reference.removeprefix("#")))[1]
    return isinstance(schema, dict) and schema.get(word) is True


def _is_email(text: str) -> bool:
    return "@" in text


def _is_ipv4(text: str) -> bool:
    return _parses(IPv4Address, text)


def _is_ipv6(text: str) -> bool:
    return _parses(IPv6Address, text)


def _parses(address: type[IPv4Address | IPv6Address], text: str) -> bool:
    try:
        address(text)
    except AddressValueError:
        return False
    return True


def _anything(_text: str) -> bool:
    return True


# What a format means to the reference validator; formats that it does not know say nothing about a value.
_FORMATS = {
    "email": _is_email,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    **dict.fromkeys(
        (
            "uri",
            "uri-reference",
            "uri-template",
            "iri",
            "iri-reference",
            "hostname",
            "idn-hostname",
            "json-pointer",
            "relative-json-pointer",
            "duration",
            "time",
        ),
        _anything,
    ),
}
