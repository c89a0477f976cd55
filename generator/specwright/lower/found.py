"""Operations as a document has them: found under `paths`, grouped into services by tag, and named.

Lint asks for these names without the types, so nothing here needs those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import dropwhile
from typing import Any

from msgspec import Struct

from specwright.diagnostics import Sink
from specwright.ingest.document import Node, join, split
from specwright.ingest.grammar import METHODS
from specwright.lower import findings
from specwright.lower.names import (
    MODULE_RESERVED,
    SERVICE_MODULE_RESERVED,
    SERVICE_RESERVED,
    Names,
    Scope,
    ascii_name,
    snake,
    tells,
)
from specwright.lower.service_names import PREFIX, Paths, service_names
from specwright.lower.tree import Tree, listed, mapping, text

__all__ = [
    "PLACEHOLDER",
    "Found",
    "find_operations",
    "group",
    "name_operations",
    "of_item",
    "placeholders",
    "service_scope",
]

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

_SEPARATOR = re.compile(r"[/.:_-]")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # RFC 9110, section 5.6.2


def placeholders(path: str) -> list[str]:
    """The names in a path template, without repetitions."""
    return list(dict.fromkeys(PLACEHOLDER.findall(path)))


class Found(Struct, frozen=True, kw_only=True):
    """An operation as the document has it, before anything is decided.

    `at` is where it is written, which a `$ref` of its path item can make another place than its `pointer`; `mount` is
    where what is received (a webhook, a callback) has its path by default.
    """

    method: str
    path: str
    node: Mapping[str, Any]
    pointer: str
    item: Mapping[str, Any]
    item_pointer: str
    at: str
    mount: str = ""

    @property
    def operation_id(self) -> str | None:
        """The operationId, where there is one to speak of."""
        return text(self.node.get("operationId")) or None

    @property
    def tag(self) -> str:
        """What groups the operation: its first tag, or the first fixed segment of its path that tells something."""
        if tag := next((t for t in listed(self.node.get("tags")) if isinstance(t, str) and tells(t)), ""):
            return tag
        fixed = [s for s in self.path.partition("?")[0].split("/") if "{" not in s and tells(s)]
        return next((s for s in fixed if not PREFIX.fullmatch(s)), fixed[0] if fixed else "root")


def find_operations(tree: Tree, sink: Sink) -> list[Found]:
    """Every operation under `paths` in the document's order."""
    return [
        found
        for path, item, at in tree.entries(tree.at("/paths"), "/paths")
        if not path.startswith("x-")
        for found in of_item(tree, sink, path, item, join("/paths", path), at)
    ]


def of_item(tree: Tree, sink: Sink, path: str, item: Mapping[str, Any], own: str, at: str) -> Iterator[Found]:
    """The operations of a path item: `own` is its pointer, `at` where it is written."""
    named: list[tuple[str, Node, tuple[str, ...]]]
    named = [(method.upper(), item[method], (method,)) for method in item if method in METHODS]
    more = mapping(item.get("additionalOperations"))
    named += [(method.upper(), node, ("additionalOperations", method)) for method, node in more.items()]
    for method, node, steps in named:
        pointer = join(at, *steps)
        if reason := _unusable(method, node):
            message = f"{method} {path} {reason}; it can't be generated ({_silence(method, path, own)})"
            span = tree.document.span(pointer, key=True)
            sink.report(findings.OPERATION_SKIPPED, message, span=span, pointer=pointer)
        else:
            yield Found(
                method=method,
                path=path,
                node=node,
                pointer=join(own, *steps),
                item=item,
                item_pointer=at,
                at=pointer,
            )


def _unusable(method: str, node: Node) -> str:
    """Why nothing can be made of an operation."""
    if not isinstance(node, dict):
        return "is not an object"
    return "" if _TOKEN.fullmatch(method) else "has a method that HTTP can't send"


def _silence(method: str, path: str, item: str) -> str:
    """What to write into the configuration: callbacks go with their operation only."""
    if split(item)[-3:-2] == ["callbacks"]:
        return "silence: accept operation-skipped"
    return f'silence: skip = ["{method} {path}"]'


def service_scope() -> Scope:
    """Where services have their names, and what is received from the service has them too."""
    return Scope(reserved=SERVICE_RESERVED | SERVICE_MODULE_RESERVED | MODULE_RESERVED, folded=True)


def group(found: list[Found], names: Names, scope: Scope | None = None) -> dict[str, list[Found]]:
    """The operations by service name, services in the order in which they first appear."""
    tagged: dict[str, list[str]] = {}
    for f in found:
        tagged.setdefault(f.tag, []).append(f.path)
    paths = Paths(tagged)
    scope = scope or service_scope()
    names.hold(scope, (f"service:{tag}" for tag in tagged))
    by_tag: dict[str, str] = {}
    by_words: dict[str, str] = {}  # tags that differ only in case or punctuation are one service
    for tag in tagged:
        plain = snake(tag, fallback="service")
        if plain not in by_words:
            by_words[plain] = names.give(scope, f"service:{tag}", service_names(tag, paths))
        by_tag[tag] = by_words[plain]
    groups: dict[str, list[Found]] = {name: [] for name in by_words.values()}
    for f in found:
        groups[by_tag[f.tag]].append(f)
    return groups


def name_operations(service: str, found: list[Found], names: Names) -> dict[str, str]:
    """A method name for each operation of a service, by pointer."""
    scope = Scope()
    names.hold(scope, (f"operation:{f.pointer}" for f in found))
    return {f.pointer: names.give(scope, f"operation:{f.pointer}", _method_names(service, f)) for f in found}


def _method_names(service: str, found: Found) -> Iterator[str]:
    """Names from the operationId, without the service's own name in front; then from method and path."""
    if found.operation_id is not None:
        yield _without_service(service, found)
        full = snake(found.operation_id, fallback="operation")
        yield from (full, f"{full}_{found.method.lower()}")
    yield (by_route := _route_name(service, found))
    if found.operation_id is None:
        whole, with_names = _route_name("", found), "_and_".join(map(snake, placeholders(found.path)))
        is_prefixed = PREFIX.fullmatch(found.path.lstrip("/").partition("/")[0])
        told = (whole, f"{by_route}_{with_names}".rstrip("_"))
        yield from told if is_prefixed else reversed(told)


def _without_service(service: str, found: Found) -> str:
    """`industryData.createRun` in the service `industry_data` is `create_run`."""
    operation_id = found.operation_id or ""
    for separator in _SEPARATOR.finditer(operation_id):
        rest = operation_id[separator.end() :]
        if tells(rest) and snake(operation_id[: separator.start()]) == service:
            return snake(rest, fallback="operation")
    return snake(operation_id, fallback="operation")


def _fixed(segment: str) -> str:
    """What a segment of a path template has beside its placeholders."""
    return PLACEHOLDER.sub(" ", segment)


def _route_name(service: str, found: Found) -> str:
    """`GET /v1/pets/{id}/toys` in the service `pets` is `get_toys`, without a service `get_v1_pets_toys`; a placeholder at
    the end shows as `by_id`, and what stands beside one is a word: `POST /pets/{id}:feed` is `post_feed_by_id`."""
    path = found.path.partition("?")[0] if service else found.path
    segments = [s for s in path.split("/") if s]
    fixed = [s for s in map(_fixed, segments) if any(map(str.isalnum, s))]
    if service:
        fixed = list(dropwhile(PREFIX.fullmatch, fixed)) or fixed
        fixed = fixed[1:] if fixed and snake(ascii_name(fixed[0])) == service else fixed
    last = placeholders(segments[-1]) if segments else []
    named = [*(snake(s, fallback="") for s in fixed), *(f"by_{snake(name)}" for name in last)]
    return snake("_".join([found.method.lower(), *filter(None, named)]))
