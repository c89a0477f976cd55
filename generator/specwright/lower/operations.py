"""Operations, read: what is sent and received, and which class they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count

from msgspec import Struct, field

from specwright.ingest.document import Node, join
from specwright.lower.api import Operation, Service
from specwright.lower.contents import Responses, read_body, result_type
from specwright.lower.found import Found, name_operations
from specwright.lower.names import Names, Scope, capitals, pascal
from specwright.lower.parameters import Parameters
from specwright.lower.schemas import Schemas
from specwright.lower.security import read_requirements, read_servers
from specwright.lower.tree import listed, mapping, text

__all__ = ["Operations", "class_name"]

_CLASS_RESERVED = frozenset({"AsyncClient", "AsyncService", "Client", "RequestOptions", "Service"})


class Operations(Struct, frozen=True, kw_only=True):
    """Reads operations. `schemes` are the security schemes that the document defines, `elsewhere` the pointers of the
    operations that are not written there."""

    schemas: Schemas
    parameters: Parameters
    responses: Responses
    names: Names
    schemes: set[str]
    elsewhere: list[str] = field(default_factory=list)

    def services(self, groups: Mapping[str, list[Found]]) -> tuple[Service, ...]:
        """The services with their operations, described by the document's tags."""
        notes = {
            text(mapping(tag).get("name")): text(mapping(tag).get("description"))
            for tag in listed(self.schemas.tree.at("/tags"))
        }
        classes = Scope(reserved=_CLASS_RESERVED, folded=True)
        services = []
        for service, found in groups.items():
            operations = self.of(service, found, name_operations(service, found, self.names))
            description = next((notes[f.tag] for f in found if notes.get(f.tag)), "")
            services.append(
                Service(
                    name=service,
                    class_name=class_name(service, classes),
                    description=description,
                    operations=operations,
                )
            )
        return tuple(services)

    def of(self, service: str, found: list[Found], methods: Mapping[str, str]) -> tuple[Operation, ...]:
        """All that is generated of the operations of a service; `methods` has their names by pointer."""
        constants = Scope()
        named = ((f, methods[f.pointer]) for f in found)
        return tuple(self._operation(f, service, name, constants.claim([capitals(name)])) for f, name in named)

    def _operation(self, found: Found, service: str, name: str, constant: str) -> Operation:
        schemas, node, at = self.schemas, found.node, found.at
        if at != found.pointer:
            self.elsewhere.append(found.pointer)
        sources: list[tuple[Node, str]] = [
            (found.item.get("parameters"), join(found.item_pointer, "parameters")),
            (node.get("parameters"), join(at, "parameters")),
        ]
        responses = self.responses.read(node.get("responses"), join(at, "responses"))
        # What the document asks for at its top is asked of callers of the service, not of the service itself.
        secured, spot = (node, at) if "security" in node or found.mount else (schemas.tree.document.root, "")
        asked = (secured.get("security"), join(spot, "security"))
        return Operation(
            service=service,
            name=name,
            constant=constant,
            operation_id=found.operation_id,
            method=found.method,
            path=found.path,
            pointer=found.pointer,
            summary=text(node.get("summary")),
            description=text(node.get("description")),
            deprecated=node.get("deprecated") is True,
            parameters=self.parameters.read("" if found.mount else found.path, sources),
            body=read_body(schemas, node.get("requestBody"), join(at, "requestBody")),
            responses=responses,
            result=result_type(found.method, responses),
            security=read_requirements(schemas.tree, schemas.sink, *asked, self.schemes),
            servers=() if found.mount else read_servers(node.get("servers") or found.item.get("servers")),
            mount=found.mount,
        )


def class_name(service: str, classes: Scope) -> str:
    """A name that is free for the sync class, and with `Async` in front for the other one."""
    plain = pascal(service)
    numbered = (f"{plain}Service{number}" for number in count(2))
    candidates = chain((plain, f"{plain}Service"), numbered)
    name = next(name for name in candidates if classes.is_free(name) and classes.is_free(f"Async{name}"))
    classes.claim([f"Async{name}"])
    return classes.claim([name])
