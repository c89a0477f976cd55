"""What the service sends: webhooks, and the callbacks of operations. Users of the API receive them as operations of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from specwright.diagnostics import Sink
from specwright.ingest.document import join
from specwright.lower import findings
from specwright.lower.api import Operation, Service
from specwright.lower.found import Found, of_item
from specwright.lower.names import Names, Scope, ascii_name, snake
from specwright.lower.operations import Operations, class_name
from specwright.lower.tree import Tree, mapping

__all__ = ["WEBHOOKS", "Receivers", "callbacks_key"]

WEBHOOKS = "/webhooks"
"""Where the webhooks are, and the key under which the name of their group is remembered."""


class _Received(Struct, frozen=True, kw_only=True):
    """A request to receive, and what it is known by: the webhook's name, or the callback's key."""

    key: str
    found: Found


class Receivers(Struct, frozen=True, kw_only=True):
    """Reads what is received, in groups: `scope` is where these and the services have their names."""

    operations: Operations
    scope: Scope
    classes: Scope = field(default_factory=lambda: Scope(folded=True))

    def webhooks(self) -> Iterator[Service]:
        """The webhooks of the document (OpenAPI 3.1, section 4.8.1) as one group; nothing where there are none."""
        if received := list(_webhooks(self.operations.schemas.tree, self.operations.schemas.sink)):
            group = self.operations.names.give(self.scope, WEBHOOKS, ["webhooks", "incoming_webhooks"])
            yield self._group(group, "What the service tells its users by calling them.", received)

    def callbacks(self, found: Iterable[Found], operations: Mapping[str, Operation]) -> Iterator[Service]:
        """The callbacks (OpenAPI 3.1, section 4.8.18), a group for each operation that has some; `operations` by pointer."""
        for each in found:
            if received := list(_callbacks(self.operations.schemas.tree, self.operations.schemas.sink, each)):
                operation = operations[each.pointer]
                name = snake(ascii_name(operation.name))
                wanted = [f"{name}_callbacks", f"{operation.service}_{name}_callbacks"]
                # The name of an operation without an id says nothing outside of its service.
                wanted = wanted if each.operation_id else wanted[::-1]
                group = self.operations.names.give(self.scope, callbacks_key(each), wanted)
                yield self._group(group, f"The callbacks of `{operation.service}.{operation.name}`.", received)

    def _group(self, group: str, about: str, received: list[_Received]) -> Service:
        methods = _named(received, self.operations.names)
        mounted = [
            each.found if each.found.mount else replace(each.found, mount=f"/{group}/{methods[each.found.pointer]}")
            for each in received
        ]
        return Service(
            name=group,
            class_name=class_name(group, self.classes),
            description=about,
            operations=self.operations.of(group, mounted, methods),
        )


def callbacks_key(operation: Found) -> str:
    """The key under which the name of an operation's callbacks is remembered."""
    return join(operation.pointer, "callbacks")


def _webhooks(tree: Tree, sink: Sink) -> Iterator[_Received]:
    for name, item, at in tree.entries(tree.at(WEBHOOKS), WEBHOOKS):
        if not name.startswith("x-"):
            for found in of_item(tree, sink, name, item, join(WEBHOOKS, name), at):
                _tell_nested(tree, sink, found)
                yield _Received(key=name, found=replace(found, mount=f"/{quote(name, safe='')}"))


def _callbacks(tree: Tree, sink: Sink, operation: Found) -> Iterator[_Received]:
    own, at = callbacks_key(operation), join(operation.at, "callbacks")
    for key, callback, spot in tree.entries(operation.node.get("callbacks"), at):
        for expression, item, place in tree.entries(callback, spot):
            if not expression.startswith("x-"):
                for found in of_item(tree, sink, expression, item, join(own, key, expression), place):
                    _tell_nested(tree, sink, found)
                    yield _Received(key=key, found=found)


def _tell_nested(tree: Tree, sink: Sink, found: Found) -> None:
    """Report callbacks of what is received: they would be sent by the receiver."""
    if mapping(found.node.get("callbacks")):
        pointer = join(found.at, "callbacks")
        message = f"{found.method} {found.path} has callbacks, and is itself received; they are not generated"
        sink.report(findings.CALLBACK_SKIPPED, message, span=tree.document.span(pointer, key=True), pointer=pointer)


def _named(received: list[_Received], names: Names) -> dict[str, str]:
    """A method name for each, by pointer: what it is known by, told apart by operationId or by method where need be."""
    scope = Scope()
    names.hold(scope, (f"operation:{each.found.pointer}" for each in received))
    given = {}
    for key, found in ((each.key, each.found) for each in received):
        plain = snake(key, fallback="webhook")
        by_id = [snake(found.operation_id, fallback="webhook")] if found.operation_id else []
        wanted = [plain, *by_id, f"{plain}_{snake(found.method)}"]
        given[found.pointer] = names.give(scope, f"operation:{found.pointer}", wanted)
    return given
