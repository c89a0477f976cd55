"""Names of types: which type a page means by `run`, `[run](../resources/run.md)` or `microsoft.graph.x.run`.

A page qualifies some names, leaves most bare, and may spell one namespace in two ways. Bare names belong to the
namespace of the page's main type, the one that its examples declare in `@odata.type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .page import Kind, Page, TypeUse
from .policy import Policy
from .types import primitive

__all__ = ["PageTypes", "TypeName", "declared_type"]

_DECLARED = re.compile(r"#?(?:Collection\()?([A-Za-z_][\w.]*)\)?", re.IGNORECASE)
_VENDOR = "microsoft"
_SET = "graph"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeName:
    """A type: its namespace below the vendor's own (empty for the doc-set's common one) and its name.

    `spelled` is the qualified name as the page has it, empty where the page has none; it is not part of the identity.
    """

    namespace: str
    name: str
    spelled: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The identity; pages vary in case."""
        return self.namespace.lower(), self.name.lower()


def declared_type(value: Any) -> str:
    """The qualified name in an `@odata.type` annotation, without `#` and `Collection(...)`; empty when it has none."""
    found = _DECLARED.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[1] if found and "." in found[1] and primitive(found[1]) is None else ""


def qualified(spelled: str, policy: Policy) -> TypeName:
    """A qualified name as a type."""
    namespace, _, name = spelled.rpartition(".")
    return TypeName(namespace=short_namespace(namespace, policy), name=name, spelled=spelled)


def short_namespace(namespace: str, policy: Policy) -> str:
    """The namespace without the vendor's prefix; `apart` keeps the two spellings of one namespace apart."""
    parts = namespace.rstrip(".").split(".")
    if parts[0].lower() == _VENDOR:
        parts = parts[1:]
        if policy.namespaces == "apart" and len(parts) > 1:
            return ".".join(parts)
    return ".".join(parts[1:] if parts and parts[0].lower() == _SET else parts)


class PageTypes:
    """Resolves the type names of one page; `known` are the namespaces of all pages."""

    def __init__(self, page: Page, policy: Policy, known: frozenset[str] = frozenset()) -> None:
        self._policy = policy
        self._subject = subject_of(page)
        self.namespace = short_namespace(page.namespace.value, policy) if page.namespace else ""
        self._known = (self.namespace, *sorted(known))
        self.main: TypeName | None = None
        self.main = self._main([qualified(name, policy) for name in declared_types(page)])

    def resolve(self, use: TypeUse) -> TypeName:
        """The type that a cell or sentence of this page means."""
        if "." in use.name:
            return qualified(use.name, self._policy)
        if self.main and use.name.lower() == self.main.name.lower():
            return self.main
        return TypeName(namespace=self._namespace(use), name=use.name)

    def _main(self, declared: list[TypeName]) -> TypeName | None:
        if self._subject is None:
            return next(iter(declared), None)
        same = (name for name in declared if self._subject and name.name.lower() == self._subject.name.lower())
        return next(same, None) or self.resolve(self._subject)

    def _namespace(self, use: TypeUse) -> str:
        """By the prefix of the linked file where a namespace has that name, else that of the main type or the page.

        A page that links its main type with a prefix means the common namespace where a link has none.
        """
        prefix = _prefix(use)
        for namespace in self._known:
            if prefix and namespace.replace(".", "").lower() == prefix:
                return namespace
        if use.target and not prefix and self._subject and _prefix(self._subject):
            return ""
        return self.main.namespace if self.main else self.namespace


def subject_of(page: Page) -> TypeUse | None:
    """The type that a page is about: what it creates, or else what it returns."""
    if page.body.type:
        return page.body.type
    returns = page.response.returns if page.response else None
    return returns if returns and primitive(returns.name) is None else None


def declared_types(page: Page) -> Iterator[str]:
    """The qualified names that the annotations and the outermost `@odata.type` of the examples declare, in order."""
    if page.kind is not Kind.API:
        values: Iterable[Any] = (page.annotations.get("@odata.type") or page.annotations.get("@type"),)
    else:
        messages = (message for example in page.examples for message in (example.response, example.request) if message)
        values = (
            value
            for message in messages
            for value in (message.annotations.get("@odata.type"), _own_type(message.value))
        )
    yield from (name for value in values if (name := declared_type(value)))


def _own_type(value: Any) -> Any:
    return value.get("@odata.type") if isinstance(value, dict) else None


def _prefix(use: TypeUse) -> str:
    """`industrydata` for `../resources/industrydata-run.md`: the part of the file name before the type's own name."""
    stem = use.target.partition("#")[0].rpartition("/")[2].removesuffix(".md").lower()
    return stem.removesuffix(use.name.lower()).replace("-", "") if stem.endswith(use.name.lower()) else ""
