"""Types of the user's own, in the place of schemas: chosen by format or by schema, in the configuration alone.

A document never names code: what is imported here, somebody wrote into the configuration.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from specwright.diagnostics import Fix, Sink, Span
from specwright.ingest.document import Node
from specwright.lower import findings
from specwright.lower.api import External
from specwright.lower.tree import Tree, mapping, text

__all__ = ["ChosenTypes", "TypeChoice"]

_FORMAT = "format:"


class TypeChoice(Struct, frozen=True, kw_only=True):
    """A type (`"package.module:Name"`) for a format (`"format:money"`) or a schema (`"#/components/schemas/Money"`), and
    where the configuration says so."""

    key: str
    type: str
    span: Span | None = None


class ChosenTypes(Struct):
    """The choices for a document, and which of them were of use."""

    tree: Tree
    choices: Mapping[str, TypeChoice] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def of_schema(self, pointer: str) -> External | None:
        """The type for the schema at a pointer, as it is bundled or as it was written in the document."""
        if not self.choices:
            return None
        return self._chosen(f"#{pointer}") or self._chosen(f"#{self.tree.written(pointer)}")

    def of_format(self, node: Node) -> External | None:
        """The type for the format of a schema."""
        form = text(mapping(node).get("format"))
        return self._chosen(f"{_FORMAT}{form}") if form and self.choices else None

    def report(self, sink: Sink) -> None:
        """Tell which choices were of no use."""
        for key, choice in self.choices.items():
            if key not in self.used:
                what = "no schema has this format" if key.startswith(_FORMAT) else "no schema in use is there"
                message = f"types has {key!r}, but {what}"
                sink.report(
                    findings.TYPE_UNUSED, message, span=choice.span, fix=Fix(description="Correct it, or remove it.")
                )

    def _chosen(self, key: str) -> External | None:
        if (choice := self.choices.get(key)) is None:
            return None
        self.used.add(key)
        module, _, name = choice.type.partition(":")
        return External(module=module, name=name)
