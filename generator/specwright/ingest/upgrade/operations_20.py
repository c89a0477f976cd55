"""Operations of 2.0: what a body and forms are made of becomes the request body, what is produced the content."""

from __future__ import annotations

from typing import Any, NamedTuple

from specwright.ingest.copies import Copies
from specwright.ingest.document import escape
from specwright.ingest.upgrade.moves import Moves
from specwright.ingest.upgrade.parameters_20 import encoding, header, parameter, schema
from specwright.ingest.upgrade.shapes import extensions, listed, mapped, texts

__all__ = ["Operations"]

Node = dict[str, Any]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


class _Parameter(NamedTuple):
    """A parameter, with references followed: where it is listed, where it is written, and what it says."""

    listed: Node
    pointer: str
    written: str
    node: Node

    def key(self) -> tuple[str, str]:
        return str(self.node.get("name")), str(self.node.get("in"))


class Operations:
    """Upgrades the operations and responses of one root in place.

    What several media types share is copied for each, which raises `Excess` where it goes beyond all measure.
    """

    def __init__(self, root: Node, moves: Moves) -> None:
        self.root = root
        self.moves = moves
        self.consumes = texts(root.get("consumes")) or [_JSON]
        self.produces = texts(root.get("produces")) or [_JSON]
        self.copies = Copies()

    def path_items(self) -> None:
        """Upgrade every path item."""
        for path, item in mapped(self.root.get("paths")).items():
            if type(item) is dict and not path.startswith("x-"):
                self.path_item(item, f"/paths/{escape(path)}")

    def path_item(self, item: Node, pointer: str) -> None:
        shared = self.parameters(item, pointer)
        for method in _METHODS:
            if type(operation := item.get(method)) is dict:
                self.operation(operation, f"{pointer}/{method}", shared)
        if "parameters" in item:
            item["parameters"] = self.outside(shared, pointer)

    def operation(self, operation: Node, pointer: str, shared: list[_Parameter]) -> None:
        own = self.parameters(operation, pointer)
        known = {one.key() for one in own}
        inherited = [one for one in shared if one.key() not in known]
        self.request_body(operation, pointer, own, inherited)
        if "parameters" in operation:
            operation["parameters"] = self.outside(own, pointer)
        produces = texts(operation.pop("produces", None)) or self.produces
        for status, response in mapped(operation.get("responses")).items():
            if type(response) is dict and not status.startswith("x-"):
                self.response(response, f"{pointer}/responses/{escape(status)}", produces)
        self.servers(operation)

    def parameters(self, holder: Node, pointer: str) -> list[_Parameter]:
        """The parameters of an operation or path item, with references into `#/parameters` followed."""
        found = []
        for index, node in enumerate(listed(holder.get("parameters"))):
            if type(node) is dict:
                place = f"{pointer}/parameters/{index}"
                found.append(_Parameter(node, place, *self.followed(node, place)))
        return found

    def followed(self, node: Node, place: str) -> tuple[str, Node]:
        ref = node.get("$ref")
        name = ref.removeprefix("#/parameters/") if type(ref) is str else ""
        target = mapped(self.root.get("parameters")).get(name.replace("~1", "/").replace("~0", "~"))
        if type(ref) is str and ref != name and type(target) is dict:
            return f"/parameters/{name}", target
        return place, node

    def outside(self, parameters: list[_Parameter], pointer: str) -> list[Node]:
        """The parameters that stay parameters."""
        kept = [one for one in parameters if one.node.get("in") not in ("body", "formData")]
        for index, one in enumerate(kept):
            new = f"{pointer}/parameters/{index}"
            self.moves.move(new, one.pointer)
            if "$ref" not in one.listed:
                self.moves.move(f"{new}/schema", one.pointer)
        return [parameter(one.listed) for one in kept]

    def request_body(self, operation: Node, pointer: str, own: list[_Parameter], inherited: list[_Parameter]) -> None:
        """Make a request body of a body parameter or of form fields; an operation's own go first."""
        consumes = texts(operation.pop("consumes", None)) or self.consumes
        bodies = [one for one in (*own, *inherited) if one.node.get("in") == "body"]
        fields = [one for one in (*inherited, *own) if one.node.get("in") == "formData"]
        fields = [one for one in fields if type(one.node.get("name")) is str]
        if bodies:
            self.moves.move(f"{pointer}/requestBody", bodies[0].written)
            operation["requestBody"] = self.body(bodies[0], consumes, f"{pointer}/requestBody")
        elif fields:
            self.moves.move(f"{pointer}/requestBody", fields[0].written)
            operation["requestBody"] = self.form(fields, consumes, f"{pointer}/requestBody")

    def body(self, one: _Parameter, consumes: list[str], pointer: str) -> Node:
        content = {}
        for media_type in consumes:
            content[media_type] = {"schema": self.copies.copy(one.node.get("schema", {}), 0)}
            self.moves.move(f"{pointer}/content/{escape(media_type)}/schema", f"{one.written}/schema")
        kept: Node = {key: one.node[key] for key in ("description", "required") if key in one.node}
        return {**kept, "content": content, **extensions(one.node)}

    def form(self, fields: list[_Parameter], consumes: list[str], pointer: str) -> Node:
        files = any(one.node.get("type") == "file" for one in fields)
        forms = [form for form in consumes if form in (_FORM, _MULTIPART) and not (files and form == _FORM)]
        content = {}
        for media_type in forms or [_MULTIPART if files else _FORM]:
            content[media_type] = self.form_content(fields, f"{pointer}/content/{escape(media_type)}")
        required = {"required": True} if any(one.node.get("required") is True for one in fields) else {}
        return {**required, "content": content}

    def form_content(self, fields: list[_Parameter], pointer: str) -> Node:
        properties = {}
        for one in fields:
            name = one.node["name"]
            described = {key: value for key, value in one.node.items() if key == "description" or key.startswith("x-")}
            properties[name] = self.copies.copy(described | schema(one.node), 0)
            self.moves.move(f"{pointer}/schema/properties/{escape(name)}", one.written)
        required = [one.node["name"] for one in fields if one.node.get("required") is True]
        form = {"type": "object", "properties": properties, **({"required": required} if required else {})}
        joined = {one.node["name"]: how for one in fields if (how := encoding(one.node))}
        return {"schema": form, **({"encoding": joined} if joined else {})}

    def response(self, response: Node, pointer: str, produces: list[str]) -> None:
        """Upgrade a response in place; `pointer` is where it stands now, and stood, but for components."""
        for name, node in mapped(response.get("headers")).items():
            if type(node) is dict and "$ref" not in node:
                response["headers"][name] = header(node)
                self.moves.copy(f"{pointer}/headers/{escape(name)}/schema", f"{pointer}/headers/{escape(name)}")
        examples = mapped(response.pop("examples", None))
        written = response.pop("schema", None)
        if type(written) is dict or examples:
            response["content"] = self.content(written, examples, pointer, produces)

    def content(self, written: Any, examples: Node, pointer: str, produces: list[str]) -> Node:
        if mapped(written).get("type") == "file" and produces == [_JSON]:
            produces = ["application/octet-stream"]
        content: Node = {}
        for media_type in produces if written is not None else ():
            content[media_type] = {"schema": self.copies.copy(written, 0)}
            self.moves.copy(f"{pointer}/content/{escape(media_type)}/schema", f"{pointer}/schema")
        for media_type, example in examples.items():
            content.setdefault(media_type, {})["example"] = example
            place = f"{pointer}/content/{escape(media_type)}/example"
            self.moves.copy(place, f"{pointer}/examples/{escape(media_type)}")
        return content

    def servers(self, operation: Node) -> None:
        if urls := server_urls(self.root, texts(operation.pop("schemes", None))):
            operation["servers"] = [{"url": url} for url in urls]


def server_urls(root: Node, schemes: list[str]) -> list[str]:
    """The base URLs by `schemes`, if there are any and a host."""
    host, base = root.get("host"), root.get("basePath")
    path = base.rstrip("/") if type(base) is str else ""
    return [f"{scheme}://{host}{path}" for scheme in schemes] if type(host) is str else []
