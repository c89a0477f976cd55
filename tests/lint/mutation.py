"""Defects, put where they fit: the bad example of a rule, grafted into another document at a place that chance chooses."""

from __future__ import annotations

import copy
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tests.lint.documents import complete, read_text

from specwright.diagnostics import Severity, Sink
from specwright.ingest.document import Document, join
from specwright.lint import RULES, LintSettings, lint
from specwright.lint.node import METHODS, Kind, Node
from specwright.lint.rule import Rule
from specwright.lint.survey import Survey, survey

__all__ = ["Mutant", "found_at", "mutant"]

_WHOLE = (Kind.DOCUMENT, Kind.COMPONENTS)
_RENAMED = ("schemas", "responses", "parameters", "examples", "requestBodies", "headers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A document with one defect more, and where it is."""

    tree: dict[str, Any]
    places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Defect:
    """The node of a bad example that its rule complains about, with the places of the complaints relative to it."""

    node: Node
    survey: Survey
    places: frozenset[str]


def found_at(rule: Rule, document: Document) -> set[str]:
    """Where a rule finds something: JSON Pointers of the file."""
    sink = Sink()
    alone = {other.name: Severity.WARNING if other is rule else None for other in RULES}
    lint(document, sink=sink, settings=LintSettings(preset="minimal", severities=alone))
    return {document.origin(one.pointer or "").pointer for one in sink}


def mutant(rule: Rule, clean: dict[str, Any], at: Survey, rng: random.Random) -> Mutant | None:
    """A copy of a tree (whose survey is `at`) with the defect of a rule; `None` where no place fits."""
    defect = _defect(rule)
    tree: dict[str, Any] = copy.deepcopy(clean)
    if not _same_version(rule, tree):
        return None
    if defect.node.kind in _WHOLE or not all(place.startswith(defect.node.pointer) for place in defect.places):
        return _merged(rule, defect, tree, rng)
    return _grafted(defect, tree, at, rng)


def _same_version(rule: Rule, tree: dict[str, Any]) -> bool:
    """Whether an example that is about a version is about that of the tree."""
    wanted = (yaml.safe_load(rule.bad) or {}).get("openapi")
    return wanted is None or str(tree.get("openapi"))[:3] == wanted[:3]


@cache
def _defect(rule: Rule) -> _Defect:
    with tempfile.TemporaryDirectory() as folder:
        document = read_text(complete(rule.bad), Path(folder))
    surveyed = survey(document)
    for node in surveyed.of(*rule.kinds):
        places = frozenset(finding.at.pointer for finding in rule.check(node, surveyed))
        if places:
            return _Defect(node=node, survey=surveyed, places=places)
    raise AssertionError(f"{rule.name} does not find its bad example")


def _merged(rule: Rule, defect: _Defect, tree: dict[str, Any], rng: random.Random) -> Mutant:
    """All of the example, with its paths below a segment of their own, and its components under names of their own."""
    mark = f"Z{rng.randrange(10**6)}"
    prefix = f"/{mark}"
    example, names = _renamed(yaml.safe_load(complete(rule.bad)), mark)
    if defect.places == {""}:
        # The defect is that something is missing: what the good example has besides.
        for field in (yaml.safe_load(rule.good) or {}).keys() - (yaml.safe_load(rule.bad) or {}).keys():
            tree.pop(field, None)
    paths = {f"{prefix}{path}": item for path, item in example.pop("paths", {}).items()}
    tree["paths"] = _shuffled_in(tree.get("paths") or {}, paths, rng)
    for section, members in example.pop("components", {}).items():
        held = tree.setdefault("components", {}).get(section) or {}
        tree["components"][section] = _shuffled_in(held, members, rng)
    tree.update({field: value for field, value in example.items() if field not in ("info", "openapi")})
    if "info" in defect.node.value and defect.places & {"/info"}:
        tree["info"] = example["info"]
    places = set()
    for place in defect.places:
        for old, new in names.items():
            place = f"{place}/".replace(f"{old}/", f"{new}/")[:-1]
        places.add(_below(place, "/paths/", f"/paths/~1{mark}"))
    return Mutant(tree=tree, places=frozenset(places))


def _renamed(example: Any, mark: str) -> tuple[Any, dict[str, str]]:
    """The example with other names of its components, and what became of their pointers."""
    names = {
        join("/components", section, name): join("/components", section, f"{name}{mark}")
        for section in _RENAMED
        for name in (example.get("components") or {}).get(section) or {}
    }
    text = json.dumps(example)
    for old, new in names.items():
        text = text.replace(f'"#{old}', f'"#{new}')
    example = json.loads(text)
    for section in _RENAMED:
        if members := (example.get("components") or {}).get(section):
            example["components"][section] = {f"{name}{mark}": member for name, member in members.items()}
    return example, names


def _below(place: str, old: str, new: str) -> str:
    return new + place[len(old) :] if place.startswith(old) else place


def _shuffled_in(held: dict[str, Any], members: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Both, the new ones in their order among the others, at a place that chance chooses."""
    entries = [(key, value) for key, value in held.items() if key not in members]
    at = rng.randint(0, len(entries))
    return dict([*entries[:at], *members.items(), *entries[at:]])


def _grafted(defect: _Defect, tree: dict[str, Any], at: Survey, rng: random.Random) -> Mutant | None:
    """The node alone, in the place of another of its kind, with the components that it refers to."""
    pointer = _place(defect, tree, at, rng)
    if pointer is None:
        return None
    _put(tree, pointer, copy.deepcopy(defect.node.value))
    example = defect.survey.top.value
    for section, members in example.get("components", {}).items():
        held = tree.setdefault("components", {}).setdefault(section, {})
        for name, member in members.items():
            held.setdefault(name, copy.deepcopy(member))
    for field in ("security", "tags") if defect.node.kind is Kind.OPERATION else ():
        tree.pop(field, None)
        if field in example:
            tree[field] = copy.deepcopy(example[field])
    own = defect.node.pointer
    return Mutant(tree=tree, places=frozenset(pointer + place[len(own) :] for place in defect.places))


def _place(defect: _Defect, tree: dict[str, Any], at: Survey, rng: random.Random) -> str | None:
    node = defect.node
    if node.kind in (Kind.OPERATION, Kind.WEBHOOK_OPERATION) and node.step in METHODS:
        holder = Kind.PATH_ITEM if node.kind is Kind.OPERATION else Kind.WEBHOOK
        items = [item for item in at.of(holder) if "$ref" not in item.value]
        items = [
            item for item in items if (item.nearest(Kind.CALLBACK) is None) == (node.nearest(Kind.CALLBACK) is None)
        ]
        return f"{rng.choice(items).pointer}/{node.step}" if items else None
    fitting = [other for other in at.of(node.kind) if "$ref" not in other.value and _alike(node, other)]
    return rng.choice(fitting).pointer if fitting else None


def _alike(node: Node, other: Node) -> bool:
    """Whether rules that look at what holds a node see the same."""
    if node.kind is not Kind.SCHEMA:
        inside = [
            kind for kind in (Kind.CALLBACK, Kind.WEBHOOK, Kind.REQUEST_BODY, Kind.RESPONSE) if node.nearest(kind)
        ]
        return all(other.nearest(kind) for kind in inside) and bool(other.nearest(Kind.CALLBACK)) == bool(
            node.nearest(Kind.CALLBACK)
        )
    place, wanted = str(other.above.step), str(node.above.step)
    return place == wanted if wanted == "properties" else place == "schemas" or other.step == "schema"


def _put(tree: Any, pointer: str, value: Any) -> None:
    *steps, last = list(_steps(pointer))
    for step in steps:
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    if isinstance(tree, list):
        tree[int(last)] = value
    else:
        tree[last] = value


def _steps(pointer: str) -> Iterator[str]:
    for step in pointer.split("/")[1:]:
        yield step.replace("~1", "/").replace("~0", "~")
