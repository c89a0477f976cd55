"""The outline of a document for people: its operations and its components."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import DocumentSymbol, SymbolKind

from specwright.ingest.positions import Place
from specwright.ingest.source import Source
from specwright.lint.node import METHODS
from specwright.lsp.outline import outline
from specwright.lsp.text import Text

__all__ = ["symbols"]

_COMPONENTS = ("definitions", "parameters", "responses", "securityDefinitions")
"""Where a 2.0 document keeps them."""


def symbols(source: Source, text: Text) -> list[DocumentSymbol]:
    """Paths and webhooks with their operations, and components by kind; nothing for a text that is broken."""
    top = outline(source)
    makers = {
        "paths": _operations,
        "webhooks": _operations,
        "components": _kinds,
        **dict.fromkeys(_COMPONENTS, _members),
    }
    return [
        _symbol(name, place, SymbolKind.Namespace, text, makers[name](place, text))
        for name, place in (top.inside.items() if top else ())
        if name in makers
    ]


def _operations(paths: Place, text: Text) -> Iterator[DocumentSymbol]:
    for path, item in paths.inside.items():
        methods = [name for name in METHODS if (place := item.child(name)) is not None and place.key_start >= 0]
        for method in methods:
            operation = item.inside[method]
            name = f"{method.upper()} {path}"
            yield _symbol(name, operation, SymbolKind.Method, text, detail=_text(operation.child("operationId"), text))


def _kinds(components: Place, text: Text) -> Iterator[DocumentSymbol]:
    for kind, place in components.inside.items():
        yield _symbol(kind, place, SymbolKind.Namespace, text, _members(place, text))


def _members(place: Place, text: Text) -> Iterator[DocumentSymbol]:
    return (_symbol(name, each, SymbolKind.Class, text) for name, each in place.inside.items())


def _symbol(
    name: str, place: Place, kind: SymbolKind, text: Text, inside: Iterable[DocumentSymbol] = (), detail: str = ""
) -> DocumentSymbol:
    start = place.key_start if place.key_start >= 0 else place.start
    return DocumentSymbol(
        name=name or '""',
        kind=kind,
        range=text.between(start, max(place.end, place.key_end)),
        selection_range=text.between(start, place.key_end if place.key_end >= 0 else place.start),
        detail=detail or None,
        children=list(inside),
    )


def _text(place: Place | None, text: Text) -> str:
    return text.text[place.start : place.end].strip("\"' ") if place is not None else ""
