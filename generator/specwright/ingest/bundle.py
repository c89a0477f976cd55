"""Bundling: a document split into files becomes one tree in which every `$ref` that can be followed is local.

What a reference into another file names becomes a component of the root, once; where there is no such component (paths,
operations, maps of anything) it takes the reference's place. `$ref`s inside resolve relative to the file they are in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct, field

from specwright.diagnostics import Code
from specwright.ingest import codes
from specwright.ingest.copies import Copies, Excess
from specwright.ingest.document import Node, Origin, escape, origin
from specwright.ingest.grammar import children
from specwright.ingest.references import Library, Refused, resolve
from specwright.ingest.settle import LocalReference, is_settled, settle
from specwright.ingest.source import Source

__all__ = ["bundle"]

_COMPONENTS = {
    "schema": "/components/schemas",
    "response": "/components/responses",
    "parameter": "/components/parameters",
    "example": "/components/examples",
    "request body": "/components/requestBodies",
    "header": "/components/headers",
    "link": "/components/links",
    "callback": "/components/callbacks",
    "path item": "/components/pathItems",
    "media type": "/components/mediaTypes",
}
_DEFINITIONS = {"schema": "/definitions", "response": "/responses", "parameter": "/parameters"}
"""Where a 2.0 document keeps them."""

_SINCE = {"path item": "3.1", "media type": "3.2"}
"""Kinds that have not always had components."""

_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")


class _Target(NamedTuple):
    """What is bundled: a part of a file, as a kind of object."""

    file: str
    pointer: str
    kind: str


class _Visit(NamedTuple):
    """An object to look at: where it stands in the root, and the file it is from."""

    pointer: str
    kind: str
    node: dict[str, Node]
    source: Source
    inside: tuple[_Target, ...] = ()
    """What it was brought in with, to notice what brings in itself."""


_visit = partial(tuple.__new__, _Visit)
"""A visit of its five parts; its own constructor takes twice as long, and there is one for each object."""


def bundle(library: Library, moved: Mapping[str, Origin], *, version: str) -> dict[str, Origin]:
    """Bundle the root of `library` in place, reporting what can't be followed; returns where its parts are from.

    `moved` says so of what has been moved before.
    """
    if is_settled(library):
        return dict(moved)
    bundler = _Bundler(library=library, sections=_sections(version), moved=dict(moved))
    bundler.claim()
    bundler.run()
    bundler.rename_mappings()
    settle(library, bundler.local, bundler.moved)
    return bundler.moved


def _sections(version: str) -> dict[str, str]:
    """Where a document of a version keeps what others refer to, by kind."""
    if version.startswith("2"):
        return _DEFINITIONS
    return {kind: section for kind, section in _COMPONENTS.items() if version >= _SINCE.get(kind, "3.0")}


class _Bundler(Struct, kw_only=True):
    library: Library
    sections: dict[str, str]
    moved: dict[str, Origin]
    brought: set[str] = field(default_factory=set)
    """The pointers of what came from another file, and is visited as such."""
    homes: dict[_Target, str] = field(default_factory=dict)
    local: list[LocalReference] = field(default_factory=list)
    mappings: list[_Visit] = field(default_factory=list)
    todo: list[_Visit] = field(default_factory=list)
    copies: Copies = field(default_factory=Copies)
    numbers: dict[str, int] = field(default_factory=dict)

    def claim(self) -> None:
        """Let components of the root that only refer to another file be the home of what they refer to."""
        for kind, section in self.sections.items():
            found, members = resolve(self.library.root, section)
            for name, node in members.items() if found and type(members) is dict else ():
                if type(node) is dict and node.keys() == {"$ref"} and type(node["$ref"]) is str:
                    self.settle_in(_Visit(f"{section}/{escape(name)}", kind, node, self.library.entry))

    def settle_in(self, visit: _Visit) -> None:
        try:
            source, fragment = self.library.locate(visit.node["$ref"], visit.source)
            target = _Target(source.name, self.library.pointer(source, fragment), visit.kind)
            node = self.found(target)
        except Refused:
            return  # reported when it is visited
        if source is not self.library.entry and target not in self.homes and type(node) is dict:
            self.replace(visit, node, target)
            self.homes[target] = visit.pointer
            self.todo.append(visit._replace(source=source))

    def run(self) -> None:
        """Visit every object, and whatever following its reference brings in."""
        library = self.library
        self.todo.insert(0, _Visit("", "document", library.root, library.entry))
        while self.todo:
            visit = self.todo.pop()
            if visit.source is library.entry and visit.pointer in self.brought:
                continue
            for part in self.followed(visit) if "$ref" in visit.node else (visit,):
                if part.kind == "schema" and "discriminator" in part.node:
                    self.mappings.append(part)
                pointer, kind, node, source, inside = part
                below = [_visit((*child, source, inside)) for child in children(kind, pointer, node)]
                self.todo.extend(reversed(below))

    def followed(self, visit: _Visit) -> tuple[_Visit, ...]:
        """The parts of a referring object to go on with, now that its reference is local or replaced."""
        ref = visit.node["$ref"]
        if type(ref) is not str:
            return (visit,)
        try:
            return self.follow(visit, ref)
        except Refused as refused:
            self.report(refused.code, f"`$ref: {_short(ref)}`: {refused}", visit.pointer)
        except Excess as excess:
            self.report(excess.code, f"`$ref: {_short(ref)}`: {excess.message}", visit.pointer)
        return (visit,)

    def follow(self, visit: _Visit, ref: str) -> tuple[_Visit, ...]:
        """Raises `Refused` or `Excess` where the reference can't be followed."""
        source, fragment = self.library.locate(ref, visit.source)
        if source is not self.library.entry:
            target = _Target(source.name, self.library.pointer(source, fragment), visit.kind)
            if self.stands_alone(visit):
                return self.inline(visit, source, target)
            visit.node["$ref"] = f"#{self.home(source, target).replace('%', '%25')}"
        elif not ref.startswith("#"):
            visit.node["$ref"] = f"#{fragment}"
        self.local.append(LocalReference(visit.pointer, visit.node))
        return (visit,)

    def stands_alone(self, visit: _Visit) -> bool:
        """Whether what is referred to takes the reference's place: where no component can hold it, or none is needed."""
        under_paths = visit.pointer.startswith("/paths/") and visit.pointer.count("/") == 2
        return visit.kind not in self.sections or under_paths

    def inline(self, visit: _Visit, source: Source, target: _Target) -> tuple[_Visit, ...]:
        source, target, node = self.end_of_chain(source, target)
        if source is self.library.entry:
            visit.node["$ref"] = f"#{target.pointer.replace('%', '%25')}"
            self.local.append(LocalReference(visit.pointer, visit.node))
            return (visit,)
        if target in visit.inside:
            raise Refused("this brings in itself, without end", codes.REF_CYCLE)
        if type(node) is not dict:
            raise Refused("what it names is not an object", codes.REF_UNRESOLVED)
        own = {key: value for key, value in visit.node.items() if key != "$ref"}
        brought = self.replace(visit, node, target)
        inside = (*visit.inside, target)
        return (
            visit._replace(node=own),
            visit._replace(node={k: v for k, v in brought.items() if k not in own}, source=source, inside=inside),
        )

    def end_of_chain(self, source: Source, target: _Target) -> tuple[Source, _Target, Node]:
        """Where a reference arrives that leads to a reference, and so on."""
        seen = {target}
        node = self.found(target)
        while type(node) is dict and type(ref := node.get("$ref")) is str:
            source, fragment = self.library.locate(ref, source)
            target = _Target(source.name, self.library.pointer(source, fragment), target.kind)
            if target in seen:
                raise Refused("these references lead only to each other", codes.REF_CYCLE)
            seen.add(target)
            node = self.found(target)
            if source is self.library.entry:
                break
        return source, target, node

    def replace(self, visit: _Visit, node: dict[str, Node], target: _Target) -> dict[str, Node]:
        """Put a copy of `node` in the place of a reference; what stands beside the reference stays and wins."""
        brought: dict[str, Node] = self.copies.copy(node, visit.pointer.count("/"))
        own = {key: value for key, value in visit.node.items() if key != "$ref"}
        for key in own:
            pointer = f"{visit.pointer}/{escape(key)}"
            self.moved[pointer] = self.origin(pointer)
        self.moved[visit.pointer] = Origin(file=target.file, pointer=target.pointer)
        self.brought.add(visit.pointer)
        visit.node.clear()
        visit.node.update(brought | own)
        return brought

    def home(self, source: Source, target: _Target) -> str:
        """The pointer of the component that a part of another file becomes."""
        if target not in self.homes:
            section = self.section(target.kind)
            name = self.unique(_base(target), section)
            pointer = f"{self.sections[target.kind]}/{escape(name)}"
            node = self.copies.copy(self.found(target), pointer.count("/"))
            section[name] = node
            self.homes[target] = pointer
            self.moved[pointer] = Origin(file=target.file, pointer=target.pointer)
            self.brought.add(pointer)
            if type(node) is dict:
                self.todo.append(_Visit(pointer, target.kind, node, source))
        return self.homes[target]

    def unique(self, name: str, taken: dict[str, Node]) -> str:
        """`name`, numbered where it is taken; numbers only grow, so that a thousand namesakes cost a thousand steps."""
        free = name
        while free in taken:
            self.numbers[name] = self.numbers.get(name, 1) + 1
            free = f"{name}_{self.numbers[name]}"
        return free

    def section(self, kind: str) -> dict[str, Node]:
        """The object of the root that holds components of a kind."""
        node: Node = self.library.root
        for step in self.sections[kind].split("/")[1:]:
            node = node.setdefault(step, {})
            if type(node) is not dict:
                raise Refused(f"`{step}` of {self.library.entry.name} is not an object", codes.REF_UNRESOLVED)
        section: dict[str, Node] = node
        return section

    def found(self, target: _Target) -> Node:
        found, node = resolve(self.library.trees[target.file], target.pointer)
        if not found:
            raise Refused(f"{target.file} has nothing at `{target.pointer}`", codes.REF_UNRESOLVED)
        return node

    def rename_mappings(self) -> None:
        """Let discriminators name the components that files became; a mapping alone never opens a file."""
        for visit in self.mappings:
            mapping = resolve(visit.node, "/discriminator/mapping")[1]
            for value, ref in list(mapping.items()) if type(mapping) is dict else ():
                if type(ref) is str and (home := self.known(ref, visit.source)) is not None:
                    mapping[value] = f"#{home}"

    def known(self, ref: str, base: Source) -> str | None:
        try:
            source, fragment = self.library.locate(ref, base, opened=True)
            return self.homes.get(_Target(source.name, self.library.pointer(source, fragment), "schema"))
        except Refused:
            return None

    def origin(self, pointer: str) -> Origin:
        return origin(self.library.entry.name, self.moved, pointer)

    def report(self, code: Code, message: str, pointer: str) -> None:
        place = self.origin(f"{pointer}/$ref")
        self.library.sink.report(code, message, span=self.library.span(place), pointer=place.pointer)


def _base(target: _Target) -> str:
    """A component's name: the pointer's last step, or the name of the file."""
    last = target.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    name = last or PurePosixPath(target.file).stem
    return "".join(letter if letter in _NAME else "_" for letter in name) or "_"


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "..."
