"""JSONPath in the dialect of rulesets: `$.paths[*][get,put]..[?(@property === 'x')]^~`.

It is JSONPath-Plus's, which differs from RFC 9535: `^` is the parent, `~` the key, filters are in parentheses, names in
brackets need no quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from specwright.lint.spectral.expressions import Unsupported
from specwright.lint.spectral.place import Place, Tree
from specwright.lint.spectral.script import REGEX, compile_filter

__all__ = ["Path", "parse"]

_NAME = re.compile(r"[^.\[\]^~*()\s,'\"?]+")
_ITEM = re.compile(r"\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^,\]'\"]+?))\s*(?=,|$)")
_SLICE = re.compile(r"\s*(-?\d{0,9})\s*:\s*(-?\d{0,9})\s*(?::\s*(-?\d{0,9})\s*)?")
_INDEX = re.compile(r"-?\d{1,9}")


@dataclass(frozen=True, slots=True)
class _Names:
    names: tuple[str, ...]

    def of(self, place: Place, tree: Tree) -> Iterator[Place]:
        value = place.value
        for name in self.names:
            if isinstance(value, dict) and name in value:
                yield tree.child(place, name)
            elif isinstance(value, list) and _INDEX.fullmatch(name) and -len(value) <= int(name) < len(value):
                yield tree.child(place, int(name) % len(value))


@dataclass(frozen=True, slots=True)
class _Slice:
    bounds: slice

    def of(self, place: Place, tree: Tree) -> Iterator[Place]:
        if isinstance(place.value, list):
            for index in range(len(place.value))[self.bounds]:
                yield tree.child(place, index)


@dataclass(frozen=True, slots=True)
class _Any:
    def of(self, place: Place, tree: Tree) -> Iterator[Place]:
        return tree.children(place)


@dataclass(frozen=True, slots=True)
class _Filter:
    holds: Callable[[Place], bool]

    def of(self, place: Place, tree: Tree) -> Iterator[Place]:
        return (child for child in tree.children(place) if self.holds(child))


Selector: TypeAlias = _Names | _Slice | _Any | _Filter


@dataclass(frozen=True, slots=True)
class _Step:
    """One step: `selector` is None for `^`, and for a `..` at the end of which nothing stands."""

    selector: Selector | None
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path. `keyed`: the value of each place is its key."""

    text: str
    steps: tuple[_Step, ...]
    keyed: bool = False

    def find(self, tree: Tree, start: Place | None = None) -> Iterator[Place]:
        """The places that the path leads to, each once."""
        places: Iterable[Place] = [start or tree.top()]
        climbs = any(step.selector is None and not step.deep for step in self.steps)
        for step in self.steps:
            # On the way to a parent, the same node is another place when it was come to from elsewhere.
            places = _once(_go(step, places, tree), by_identity=climbs)
        for place in places:
            yield Place(place.step, place.step, place.above, place.origin) if self.keyed else place


def _go(step: _Step, places: Iterable[Place], tree: Tree) -> Iterator[Place]:
    for place in tree.below(places) if step.deep else places:
        if step.deep and step.selector is None:
            yield from [place] if isinstance(place.value, dict | list) else []
        elif step.selector is not None:
            yield from step.selector.of(place, tree)
        elif place.above is not None:
            yield place.above


def _once(places: Iterator[Place], *, by_identity: bool) -> list[Place]:
    once: dict[object, Place] = {}
    for place in places:
        once.setdefault(id(place) if by_identity else place.edge, place)
    return list(once.values())


@lru_cache(maxsize=4096)
def parse(text: str) -> Path:
    """A path from its text; raises `Unsupported` for what can't be honoured, with the reason."""
    rest = text.strip()
    if not rest.startswith("$"):
        raise Unsupported(f"`{text}` does not begin with `$`")
    steps: list[_Step] = []
    rest, keyed = rest[1:], False
    while rest:
        if keyed:
            raise Unsupported(f"nothing can follow the `~` in `{text}`")
        if rest.startswith("~"):
            keyed, rest = True, rest[1:]
        elif rest.startswith("^"):
            rest = rest[1:]
            steps.append(_Step(None))
        else:
            deep = rest.startswith("..")
            selector, rest = _selector(rest[2:] if deep else rest.removeprefix("."), text, bare=deep)
            steps.append(_Step(selector, deep))
    return Path(text, tuple(steps), keyed)


def _selector(rest: str, text: str, *, bare: bool) -> tuple[Selector | None, str]:
    """The selector that a text begins with, and what follows; where it is `bare` there may be none."""
    if rest.startswith("["):
        inside, rest = _bracketed(rest, text)
        return _inside(inside.strip(), text), rest
    if rest.startswith("*"):
        return _Any(), rest[1:]
    if match := _NAME.match(rest):
        return _Names((match[0],)), rest[match.end() :]
    if bare and rest[:1] in ("", "^", "~"):
        return None, rest
    raise Unsupported(f"`{rest[:40] or text}` can't be read in the path `{text}`")


def _bracketed(rest: str, text: str) -> tuple[str, str]:
    """What is between the first bracket and the one that closes it, and what follows."""
    depth, quote, at, before = 0, "", 0, ""
    while at < len(rest):
        mark = rest[at]
        if quote:
            if mark == "\\":
                at += 1
            elif mark == quote:
                quote = ""
        elif mark in "'\"":
            quote = mark
        elif mark == "/" and before in "(!&|=," and (match := REGEX.match(rest, at)):
            at = match.end() - 1
        elif mark in "[]()":
            depth += 1 if mark in "[(" else -1
            if depth == 0:
                return rest[1:at], rest[at + 1 :]
        before = before if mark.isspace() else mark
        at += 1
    raise Unsupported(f"a bracket is not closed in the path `{text}`")


def _inside(inside: str, text: str) -> Selector:
    if inside.startswith("?"):
        return _Filter(compile_filter(inside[1:]))
    if inside == "*":
        return _Any()
    if match := _SLICE.fullmatch(inside):
        start, stop, step = (int(bound) if bound else None for bound in match.groups())
        return _Slice(slice(start, stop, step or None))
    if inside.replace(" ", "") == "(@.length-1)":
        return _Slice(slice(-1, None))
    if inside.startswith("("):
        raise Unsupported(f"`[{inside}]` computes a key, which can't be done here, in the path `{text}`")
    return _Names(_names(inside, text))


def _names(inside: str, text: str) -> tuple[str, ...]:
    names, at = [], 0
    while match := _ITEM.match(inside, at):
        single, double, plain = match.groups()
        quoted = single if single is not None else double
        names.append(plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
        at = match.end() + 1
        if at > len(inside):
            return tuple(names)
    raise Unsupported(f"`[{inside}]` can't be read in the path `{text}`")
