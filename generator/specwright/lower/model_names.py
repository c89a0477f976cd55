"""Names of models and their modules: a component after its key, an inline schema after its place.

`/components/schemas/pull-request/properties/head/properties/repo` is `PullRequestHeadRepo`: the owner's name, then the
words of the steps that lead to the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from specwright.ingest.document import join, split
from specwright.lower.api import is_component
from specwright.lower.names import Names, Scope, pascal, shortened, singular
from specwright.lower.tree import Tree, listed, mapping, text

if TYPE_CHECKING:
    from specwright.lower.api import ModelId

__all__ = ["module_owner", "name_components", "name_inline"]

Id = TypeVar("Id", bound=str)

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_KINDS = {
    "object": "Object",
    "array": "List",
    "string": "String",
    "integer": "Integer",
    "number": "Number",
    "boolean": "Flag",
}
_LONG = 50
_LIMIT = 64
_SILENT = frozenset({"allOf", "schema", "content", "properties", "responses", "parameters"})


def name_components(ids: Iterable[Id], scope: Scope, names: Names) -> dict[Id, str]:
    """A name for each component: of a dotted key, the shortest ending that no other key shares."""
    components = [id for id in ids if is_component(id)]
    names.hold(scope, components)
    keys = {id: split(id)[-1] for id in components}
    short = _short_keys(set(keys.values()))
    return {id: names.give(scope, id, [pascal(short[key]), pascal(key)]) for id, key in keys.items()}


def _short_keys(keys: set[str]) -> dict[str, str]:
    """Each key without the dotted segments that nobody needs to tell it apart."""
    endings: dict[str, int] = {}
    for key in keys:
        for ending in _endings(key):
            endings[ending.casefold()] = endings.get(ending.casefold(), 0) + 1
    return {key: next((e for e in _endings(key) if endings[e.casefold()] == 1), key) for key in keys}


def _endings(key: str) -> list[str]:
    segments = key.split(".")
    if "" in segments or any(segment[:1].isdigit() for segment in segments):
        return [key]
    return [".".join(segments[start:]) for start in range(len(segments) - 1, -1, -1)]


@lru_cache(maxsize=1 << 16)
def module_owner(id: str) -> str:
    """The pointer of what a model belongs to: its component, or its operation."""
    if is_component(id):
        return id
    steps = id.split("/")
    return "/".join(steps[: _depth(steps[1:]) + 1])


def _depth(steps: list[str]) -> int:
    """How many steps lead to an operation, be it of a path, a webhook or a callback; or to a component."""
    match steps:
        case ["paths" | "webhooks", *_]:
            depth = _operation(steps, 2)
        case ["components", "pathItems", *_]:
            depth = _operation(steps, 3)
        case ["components", "callbacks", *_]:
            depth = _operation(steps, 4)
        case ["components", *_]:
            return 3
        case _:
            return 2
    while steps[depth : depth + 1] == ["callbacks"]:
        depth = _operation(steps, depth + 3)
    return depth


def _operation(steps: list[str], item: int) -> int:
    """How many steps lead to an operation of the path item to which `item` steps lead."""
    return item + (2 if steps[item : item + 1] == ["additionalOperations"] else 1)


def name_inline(
    ids: Iterable[ModelId],
    tree: Tree,
    given: Mapping[str, str],
    services: Mapping[str, str],
    scope: Scope,
    names: Names,
) -> dict[ModelId, str]:
    """A name for each inline schema. `given` holds the names of components and operations by pointer, `services` the
    services of operations."""
    inline = [id for id in ids if not is_component(id)]
    names.hold(scope, inline)
    branches = _Branches(tree)
    return {id: names.give(scope, id, _candidates(id, branches, given, services)) for id in inline}


def _candidates(
    id: ModelId, branches: _Branches, given: Mapping[str, str], services: Mapping[str, str]
) -> Iterator[str]:
    owner, tree = module_owner(id), branches.tree
    first = pascal(given.get(owner) or _owner_words(owner))
    steps = _words(id, owner, branches)
    yield (plain := _shortened(first, steps))
    yield _joined(first, steps)
    full = _joined(pascal(f"{services.get(owner, '')}_{first}"), steps)
    if owner in services:
        yield full
    if title := pascal(text(mapping(tree.at(id)).get("title")), fallback=""):
        yield from (_joined(first, [*steps, title]), title)
    kind = _KINDS.get(text(mapping(tree.at(id)).get("type")), "Object")
    yield from (f"{plain}{kind}", f"{full}{kind}", f"{plain}Model")


def _owner_words(owner: str) -> str:
    steps = split(owner)
    if steps[:1] in (["paths"], ["webhooks"]):
        return " ".join([*reversed(steps[2:]), steps[1] if len(steps) > 1 else ""])
    if steps[:2] in (["components", "pathItems"], ["components", "callbacks"]):
        return " ".join([*(steps[-1:] if steps[1] == "pathItems" else ()), steps[2]])
    return steps[-1] if steps else "Model"


def _shortened(first: str, steps: list[str]) -> str:
    """All the words, or the last ones where a deep place would make a name that nobody can read, after as many of the
    owner's as fit."""
    name = _joined(first, steps)
    if len(name) <= _LONG:
        return name
    last = steps[-2:]
    return _joined(shortened(first, _LIMIT - len("".join(last))), last)


def _joined(first: str, steps: list[str]) -> str:
    """The words in a row, without the echo of a word in its neighbour."""
    name = first
    for step in steps:
        name += "" if step and name.endswith(step) else step
    return name


def _words(id: str, owner: str, branches: _Branches) -> list[str]:
    steps = split(id[len(owner) :])
    found: list[str] = []
    index = 0
    while index < len(steps):
        index += _word(steps, index, found, owner, branches)
    return [word for word in found if word]


def _word(steps: list[str], index: int, found: list[str], owner: str, branches: _Branches) -> int:
    """Append what a step adds to the name; the number of steps it took."""
    step, following = steps[index], steps[index + 1] if index + 1 < len(steps) else None
    match step:
        case "properties" | "$defs" | "definitions" | "headers" | "patternProperties" if following is not None:
            found.append(pascal(following, fallback="Value"))
            return 2
        case "items" | "additionalProperties" | "itemSchema" | "unevaluatedProperties":
            _append_item(found, "Item" if step == "items" else "Value" if step != "itemSchema" else "Event")
            return 1
        case "oneOf" | "anyOf" if following is not None:
            found.append(branches.word(join(owner, *steps[: index + 1]), following))
            return 2
        case "prefixItems" if following is not None:
            found.append(_ordinal(following))
            return 2
        case "requestBody":
            found.append("Request")
            return 1
        case "responses" if following is not None:
            found.append(_status(following))
            return 2
        case "parameters" if following is not None:
            parameter = mapping(branches.tree.at(join(owner, *steps[: index + 2])))
            found.append(pascal(text(parameter.get("name")), fallback="Parameter"))
            return 2
        case "content" | "allOf" if following is not None:
            return 2
        case _ if step in _SILENT:
            return 1
        case _:
            found.append(pascal(step, fallback=""))
            return 1


def _append_item(found: list[str], suffix: str) -> None:
    """`Labels` of items is `Label`; what has no plural gets a suffix."""
    single = singular(found[-1]) if found else ""
    if single and suffix != "Event":
        found[-1] = single
    else:
        found.append(suffix)


class _Branches:
    """What the branches of the unions in a tree are called."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._words: dict[str, list[str]] = {}

    def word(self, union: str, index: str) -> str:
        """What tells a branch from its siblings."""
        if union not in self._words:
            self._words[union] = list(self._told_apart(union))
        words = self._words[union]
        if index.isdigit() and int(index) < len(words):
            return words[int(index)]
        node = mapping(self.tree.at(join(union, index)))  # of a union that was put together from several schemas
        return self._called(node) or _held(node)

    def _told_apart(self, union: str) -> Iterator[str]:
        pointers = [join(union, index) for index in range(len(listed(self.tree.at(union))))]
        nodes = [self.tree.follow(self.tree.at(pointer), pointer)[0] for pointer in pointers]
        words = [self._called(node) or _held(node) for node in nodes]
        alike: dict[str, list[Mapping[str, Any]]] = {}
        for pointer, node, word in zip(pointers, nodes, words, strict=True):
            if "$ref" not in mapping(self.tree.at(pointer)):  # what is referred to has a name of its own
                alike.setdefault(word, []).append(node)
        for node, word in zip(nodes, words, strict=True):
            rivals = [other for other in alike.get(word, ()) if other is not node]
            difference = _difference(node, rivals) if rivals else ""
            yield f"{self._called(node)}{difference}" if difference else word

    def _called(self, node: Mapping[str, Any]) -> str:
        """What a branch is called by what it extends, its title, or a constant; `""` where nothing does."""
        for part in listed(node.get("allOf")):
            if target := self.tree.target(part):
                return pascal(split(target)[-1], fallback="")
        if title := pascal(text(node.get("title")), fallback=""):
            return title
        for schema in mapping(node.get("properties")).values():
            values = listed(mapping(schema).get("enum"))
            constant = mapping(schema).get("const", values[0] if len(values) == 1 else None)
            if isinstance(constant, str) and (word := pascal(constant, fallback="")):
                return word
        return ""


def _held(node: Mapping[str, Any]) -> str:
    """The first property that a branch asks for or has, or else its type."""
    required = node.get("required")
    own = required if isinstance(required, list) else list(mapping(node.get("properties")))
    distinct = [name for name in own if isinstance(name, str)]
    return f"With{pascal(distinct[0])}" if distinct else _KINDS.get(text(node.get("type")), "")


def _difference(node: Mapping[str, Any], rivals: Iterable[Mapping[str, Any]]) -> str:
    """The first property of a branch that no other of the same name has; `""` without any."""
    others = {name for rival in rivals for name in _properties(rival)}
    own = next((name for name in _properties(node) if name not in others), None)
    return f"With{pascal(own)}" if own is not None else ""


def _properties(node: Mapping[str, Any]) -> list[str]:
    """The names that a schema speaks of, first those that it asks for."""
    named = (*listed(node.get("required")), *mapping(node.get("properties")))
    return [name for name in dict.fromkeys(named) if isinstance(name, str)]


def _ordinal(step: str) -> str:
    index = int(step) if step.isdigit() else 0
    return _ORDINALS[index] if index < len(_ORDINALS) else f"Item{index + 1}"


def _status(status: str) -> str:
    """The word for a response: success is `Response`, others are called by their reason (RFC 9110 section 15)."""
    if status.startswith("2"):
        return "Response" if status in ("200", "201", "2XX", "2xx") else _reason(status) + "Response"
    return {"default": "Error", "4XX": "ClientError", "5XX": "ServerError"}.get(
        status.upper().replace("DEFAULT", "default"), _reason(status)
    )


def _reason(status: str) -> str:
    from http import HTTPStatus  # here: most names need none

    try:
        return pascal(HTTPStatus(int(status)).phrase)
    except ValueError:
        return f"Status{pascal(status, fallback='')}"
