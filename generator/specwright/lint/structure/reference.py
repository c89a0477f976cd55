"""The verdict of openapi-spec-validator on a document, for whoever wants a second opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from specwright.diagnostics import Code, Severity, Sink
from specwright.ingest.document import Document, Origin, join

__all__ = ["CODES", "Refusing", "verdict"]

REFERENCE_VALIDATOR = Code(
    name="reference-validator",
    severity=Severity.ERROR,
    why="openapi-spec-validator, which many tools rely on, does not accept the document.",
    bad="openapi: 3.1.0\ninfo: {title: Runs}\npaths: {}",
    good='openapi: 3.1.0\ninfo: {title: Runs, version: "1"}\npaths: {}',
)

REFERENCE_VALIDATOR_MISSING = Code(
    name="reference-validator-missing",
    severity=Severity.ERROR,
    why="The second opinion was asked for, but openapi-spec-validator is not installed.",
    bad="pip install specwright && specwright lint --validator openapi.yaml",
    good="pip install 'specwright[validator]' && specwright lint --validator openapi.yaml",
)

CODES = (REFERENCE_VALIDATOR, REFERENCE_VALIDATOR_MISSING)


class Refusing(dict[str, Callable[[str], Any]]):
    """Handlers for every scheme, none of which opens what a `$ref` names, on the disk or in the network."""

    def __contains__(self, scheme: object) -> bool:
        return True

    def __missing__(self, scheme: str) -> Callable[[str], Any]:
        return self._refuse

    def _refuse(self, uri: str) -> Any:
        raise PermissionError(f"{uri} is another document")


def verdict(tree: dict[str, Any], document: Document, *, sink: Sink) -> None:
    """Report the first error that openapi-spec-validator raises on `tree`, the document as it was written, if any."""
    try:
        from jsonschema_path import SchemaPath
        from openapi_spec_validator.shortcuts import get_validator_cls
        from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
    except ImportError:
        sink.report(REFERENCE_VALIDATOR_MISSING, "install it with: pip install 'specwright[validator]'")
        return
    try:
        get_validator_cls(tree)(SchemaPath.from_dict(tree, handlers=Refusing())).validate()
    except OpenAPIValidationError as error:
        _report(str(error.message), join("", *error.absolute_path), document, sink)
    except Exception as error:  # noqa: BLE001 - it raises whatever its libraries raise on a document it can not walk
        _report(f"{type(error).__name__}: {error}", "", document, sink)


def _report(message: str, pointer: str, document: Document, sink: Sink) -> None:
    span = document.locate(Origin(file=document.file, pointer=pointer), False)
    brief = message if len(message) <= 200 else f"{message[:197]}..."
    sink.report(REFERENCE_VALIDATOR, brief, span=span, pointer=pointer)
