"""The schema compiler: a schema's JSON Pointer in, a `TypeRef` out, models collected on the way.

Every component schema becomes a model; an inline schema becomes one only where Python needs a name for it: objects with
properties, long enums, tagged unions, and whatever refers to itself. Identity is the pointer; names come later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from specwright.diagnostics import Code, Sink
from specwright.ingest.document import Node
from specwright.lower.algebra import ANY, NEVER, NONE, described, nullable, united
from specwright.lower.allof import combined, compose, distributed, union_keyword
from specwright.lower.api import Alias, Enum, EnumMember, Field, Model, ModelId, Ref, TypeRef, Values, is_component
from specwright.lower.arrays import array
from specwright.lower.chosen_names import ChosenNames
from specwright.lower.chosen_types import ChosenTypes
from specwright.lower.circles import opened
from specwright.lower.enums import enumerated, listed_values
from specwright.lower.kinds import implied_kind
from specwright.lower.objects import object_type
from specwright.lower.scalars import SCALARS, bounded, scalar
from specwright.lower.tree import MARKS, Tree, listed, mapping, saying, text
from specwright.lower.unchecked import report_unchecked

__all__ = ["Schemas"]

Key = TypeVar("Key")
Made = TypeVar("Made")

_LONGEST_CHAIN = 10
_LONGEST_SHARED = 4096
_PLAIN = MARKS | {"type", "format"}
"""Keywords beside which nothing else decides on a type."""


class Schemas:
    """Compiles the schemas of one document; `models` holds what they need, in the order of completion."""

    def __init__(
        self, tree: Tree, sink: Sink, types: ChosenTypes | None = None, names: ChosenNames | None = None
    ) -> None:
        self.tree = tree
        self.types = types or ChosenTypes(tree)
        self.names = names or ChosenNames(tree, sink)
        self.sink = sink
        self._has_choices = bool(self.types.choices or self.names.choices)
        self.fields: dict[tuple[str, bool, bytes], Field] = {}
        """Those that look the same wherever they stand, by name, whether they are required, and what their schema says."""
        self.models: dict[ModelId, Model] = {}
        self._types: dict[str, TypeRef] = {}
        self._open: set[str] = set()
        self._named: set[str] = set()
        self._places: dict[tuple[str, ...], str] = {}
        self._decided: dict[tuple[Any, Any], TypeRef] = {}
        self._reported: set[tuple[str, str]] = set()
        self._chances = 0
        """How often it mattered what had been compiled before, or was being compiled."""

    # -- entry points

    def component(self, pointer: str) -> ModelId:
        """Compile a component schema; it becomes a model whatever it is."""
        self._named.add(pointer)
        self.type_at(self.tree.at(pointer), pointer)
        return ModelId(pointer)

    def type_at(self, node: Node, pointer: str) -> TypeRef:
        """The type of the schema `node` that stands at `pointer`."""
        if type(node) is dict and node.keys() <= _PLAIN and not (self.types.choices or pointer in self._named):
            known = self._plain(node)
            return known if known is not None else self._once(node, pointer, self._decide)
        return self._once(node, pointer, self._decide)

    def _decide(self, node: Node, pointer: str) -> TypeRef:
        """The user's own type for a schema, beside which null may be where the schema takes null; or what it says."""
        own = self.types.of_schema(pointer)
        return nullable(own, _admits_null(node)) if own else self._compile(node, pointer)

    def _once(self, node: Node, pointer: str, compile: Callable[[Node, str], TypeRef]) -> TypeRef:
        if (known := self._types.get(pointer)) is not None:
            self._chances += 1
            return known
        if self.is_open(pointer):
            self._named.add(pointer)
            return Ref(model=ModelId(pointer))
        self._open.add(pointer)
        type_ = compile(node, pointer)
        self._open.discard(pointer)
        if pointer in self._named:
            type_ = self._name(type_, node, pointer)
        self._types[pointer] = type_
        return type_

    def reference(self, pointer: str) -> TypeRef:
        """The type behind a `$ref`: components by name, without looking into them."""
        node = self.tree.at(pointer)
        if is_component(pointer):
            return NONE if _is_null(node) else nullable(Ref(model=ModelId(pointer)), _admits_null(node))
        return self.type_at(node, pointer)

    def of(self, node: Mapping[str, Any], pointer: str) -> TypeRef:
        """The type of a schema that is put together from others, for the place `pointer`."""
        return self._compile(node, pointer)

    def combined(self, options: Sequence[tuple[Node, str]], pointer: str) -> TypeRef:
        """The type that satisfies several schemas, for the place `pointer`; the same ones have the place of the first time."""
        place = self._places.setdefault(tuple(at for _, at in options), pointer)
        return self._once(options[-1][0], place, lambda _, place: combined(self, options, place))

    def model(self, type_: TypeRef) -> Model | None:
        """The model that a reference names, compiled by now; None when it is being compiled, or is no model."""
        if not isinstance(type_, Ref):
            return None
        pointer = str(type_.model)
        if self.is_open(pointer):
            return self.models.get(type_.model)
        if type_.model not in self.models and self.tree.at(pointer) is not None:
            self.component(pointer)
        return self.models.get(type_.model)

    def meant(self, type_: TypeRef) -> Model | None:
        """The model at the end of references to references; None for those that lead only to each other."""
        passed: set[ModelId] = set()
        model = self.model(type_)
        while isinstance(model, Alias) and isinstance(model.target, Ref):
            if model.id in passed:
                return None
            passed.add(model.id)
            model = self.model(model.target)
        return model

    def is_named(self, pointer: str) -> bool:
        """Whether the schema at `pointer` becomes a model whatever it is."""
        return pointer in self._named

    def is_open(self, pointer: str) -> bool:
        """Whether the schema at `pointer` is being compiled right now."""
        self._chances += pointer in self._open
        return pointer in self._open

    def add(self, model: Model) -> TypeRef:
        """Collect a model and refer to it."""
        self.models[model.id] = model
        return Ref(model=model.id)

    # -- dispatch

    def _name(self, type_: TypeRef, node: Node, pointer: str) -> TypeRef:
        id = ModelId(pointer)
        if id in self.models:
            return Ref(model=id)
        if type_ == Ref(model=id):  # a $ref that leads back to itself says nothing
            type_ = ANY
        description, deprecated = described(node)
        if isinstance(type_, Values):
            members = tuple(EnumMember(value=value) for value in type_.values)
            return self.add(
                Enum(id=id, name="", description=description, members=members, open=type_.open, deprecated=deprecated)
            )
        return self.add(Alias(id=id, name="", description=description, target=type_, deprecated=deprecated))

    def _compile(self, node: Node, pointer: str) -> TypeRef:
        if node is False or (isinstance(node, dict) and node.get("not") in (True, {})):
            return NEVER
        if not isinstance(node, dict):
            return ANY
        if node.keys() <= _PLAIN and (known := self._plain(node)) is not None:
            return known
        if "allOf" not in node:
            report_unchecked(self, node, pointer)
        if "$ref" in node:
            return self._reference(node, pointer)
        if listed(node.get("allOf")):
            return compose(self, node, pointer)
        node = enumerated(node)
        if keyword := union_keyword(node):
            return distributed(self, node, pointer, keyword)
        if isinstance(node.get("enum"), list) or "const" in node:
            return listed_values(self, node, pointer)
        return self.typed(node, pointer)

    def _plain(self, node: Mapping[str, Any]) -> TypeRef | None:
        """The type of a schema that says no more than scalar types and a format, as most do: decided once for all."""
        named = node.get("type")
        said = (tuple(named) if type(named) is list else named, node.get("format"))
        try:
            known = self._decided.get(said)
        except TypeError:  # malformed: no two of them need to be the same
            return None
        if known is None and SCALARS.issuperset(map(text, named if isinstance(named, list) else (named,))):
            known = self._decided[said] = self.typed(node, "")
        return known

    def _reference(self, node: Mapping[str, Any], pointer: str) -> TypeRef:
        target = self.tree.target(node)
        siblings = {key: value for key, value in node.items() if key != "$ref" and not key.startswith("x-")}
        if target is None:
            return self._compile(siblings, pointer) if siblings.keys() - MARKS else ANY
        if siblings.keys() - MARKS - {"type"}:
            return compose(
                self, {**siblings, "allOf": [{"$ref": node["$ref"]}, *listed(siblings.get("allOf"))]}, pointer
            )
        return self.reference(target)

    def typed(self, node: Mapping[str, Any], pointer: str) -> TypeRef:
        """The type of a schema by its `type`, named or implied."""
        kinds = node.get("type")
        if isinstance(kinds, list):
            names = list(dict.fromkeys(kind for kind in kinds if isinstance(kind, str)))
            rest = [kind for kind in names if kind != "null"]
            variants = [self._of_kind(kind, node, pointer) for kind in rest]
            return NONE if names == ["null"] else nullable(united(variants), "null" in names)
        return self._of_kind(kinds if isinstance(kinds, str) else implied_kind(node), node, pointer)

    def _of_kind(self, kind: str, node: Mapping[str, Any], pointer: str) -> TypeRef:
        if (own := self.types.of_format(node)) is not None:
            return own
        match kind:
            case "object":
                return object_type(self, node, pointer)
            case "array":
                return array(self, node, pointer)
            case _:
                return bounded(scalar(kind, node), node)

    def traces(self) -> tuple[int, int, int]:
        """What grows when a type depends on more than what its schema says, or when to tell it has done more than that."""
        return self._chances, len(self.models), len(self.sink.diagnostics)

    def leave_trace(self) -> None:
        """Say that what is being decided on holds for its place alone."""
        self._chances += 1

    def said(self, node: Node) -> bytes | None:
        """All that a node says, where nothing else decides on what becomes of it; None where places matter, and for what is so
        long that it is hardly said twice."""
        said = None if self._has_choices else saying(node)
        return said if said and len(said) <= _LONGEST_SHARED else None

    def alike(self, known: dict[Key, Made], key: Key | None, make: Callable[[], Made]) -> Made:
        """What is made of all that says `key`: it is `known`, or made, and then remembered unless that left traces."""
        if key is None:
            return make()
        if (found := known.get(key)) is None:
            before = self.traces()
            found = make()
            if self.traces() == before:
                known[key] = found
        return found

    def report(self, code: Code, message: str, pointer: str, *, key: bool = False) -> None:
        """Report a finding about a place, once however often the place is looked at."""
        if (code.name, pointer) not in self._reported:
            self._reported.add((code.name, pointer))
            self.sink.report(code, message, span=self.tree.document.span(pointer, key=key), pointer=pointer)

    def without_long_chains(self) -> dict[ModelId, Model]:
        """The models, where an alias that only leads back to itself stands for anything, and one that leads to others
        for what is at their end, should there be many."""
        for id in list(self.models):
            seen: set[ModelId] = set()
            model: Model | None = self.models[id]
            while isinstance(model, Alias) and isinstance(model.target, Ref) and model.id not in seen:
                seen.add(model.id)
                model = self.models.get(model.target.model)
            if isinstance(model, Alias) and model.id in seen:
                self.models[model.id] = replace(model, target=ANY)
            elif isinstance(alias := self.models[id], Alias) and model is not None and len(seen) > _LONGEST_CHAIN:
                self.models[id] = replace(alias, target=Ref(model=model.id))
        return opened(self.models)


def _is_null(node: Node) -> bool:
    """Whether a component can be nothing but null: its name would say less than `None`."""
    return mapping(node).get("type") in ("null", ["null"]) or mapping(node).get("enum") == [None]


def _admits_null(node: Node) -> bool:
    """Whether null is among a component's values, or its types if it lists no values; its class then leaves null out."""
    values = mapping(node).get("enum")
    return None in values if isinstance(values, list) else "null" in listed(mapping(node).get("type"))
