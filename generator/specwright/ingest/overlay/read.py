"""Reading an overlay: a YAML or JSON file with the structure of the Overlay Specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from specwright.diagnostics import Diagnostic, Fix, Severity, Sink, Span
from specwright.ingest.codes import INVALID
from specwright.ingest.document import Node, escape
from specwright.ingest.overlay.codes import OVERLAY_INVALID, OVERLAY_UNREADABLE
from specwright.ingest.source import Source, Unreadable, decode, read_bytes

__all__ = ["Action", "Overlay", "read_overlay"]

Version = Literal["1.0", "1.1"]

_SIZE = 10_000_000
_FIELDS = {"overlay": str, "info": dict, "extends": str, "actions": list}
_ACTION_FIELDS: Mapping[str, type] = {"target": str, "description": str, "update": object, "copy": str, "remove": bool}
_KINDS: Mapping[type, str] = {str: "a string", dict: "an object", list: "a list", bool: "true or false"}


class Action(Struct, frozen=True, kw_only=True):
    """One Action Object, and the JSON Pointer that it is at."""

    target: str
    update: Any
    copy: str | None
    remove: bool
    updates: bool
    pointer: str


class Overlay(Struct, frozen=True, kw_only=True):
    """An overlay whose structure is valid, and the file that it is from."""

    version: Version
    actions: tuple[Action, ...]
    source: Source


def read_overlay(path: Path, sink: Sink, *, name: str | None = None) -> Overlay | None:
    """The overlay in a file, which diagnostics call `name`; None, and an error in `sink`, when it cannot be used."""
    name = name or str(path)
    inner = Sink()
    source = _source(path, name, inner)
    root = source.parse(inner) if source else None
    for found in inner:
        _report_unreadable(found, sink)
    if source is None or any(map(_stops, inner)):
        return None
    mistakes = list(_mistakes(root))
    for mistake in mistakes:
        span = source.locate(mistake.pointer, key=mistake.key)
        fix = Fix(description=mistake.todo) if mistake.todo else None
        sink.report(OVERLAY_INVALID, mistake.message, span=span, fix=fix)
    return None if mistakes else _overlay(root, source)


def _source(path: Path, name: str, sink: Sink) -> Source | None:
    try:
        return decode(path, name, read_bytes(path, _SIZE), sink)
    except Unreadable as error:
        sink.report(OVERLAY_UNREADABLE, str(error), span=Span(file=name, line=1, column=1))
        return None


def _report_unreadable(found: Diagnostic, sink: Sink) -> None:
    """What reading says of a file, said of an overlay."""
    if _stops(found):
        # What a document would be read as does not matter: nobody has to use an overlay that others wrote.
        why = found.message.rpartition("; ")[0] if found.code in INVALID else found.message
        sink.report(
            OVERLAY_UNREADABLE,
            f"The overlay cannot be read: {why}",
            span=found.span,
            related=found.related,
            fix=found.fix,
        )
    else:
        sink.diagnostics.append(found)


def _stops(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR or found.code in INVALID


def _overlay(root: Node, source: Source) -> Overlay:
    version: Version = "1.1" if root["overlay"].startswith("1.1.") else "1.0"
    actions = (_action(item, f"/actions/{index}") for index, item in enumerate(root["actions"]))
    return Overlay(version=version, actions=tuple(actions), source=source)


def _action(item: Node, pointer: str) -> Action:
    return Action(
        target=item["target"],
        update=item.get("update"),
        copy=item.get("copy"),
        remove=item.get("remove", False),
        updates="update" in item,
        pointer=pointer,
    )


class _Mistake(NamedTuple):
    """What is wrong in an overlay, at which pointer (or its key), and what to do."""

    pointer: str
    message: str
    todo: str = ""
    key: bool = False


def _mistakes(root: Node) -> Iterator[_Mistake]:
    """What the Overlay Specification (section 4) does not allow."""
    if not isinstance(root, dict):
        yield _Mistake("", "An overlay is an object")
        return
    yield from _members(root, "", _FIELDS, ("overlay", "info", "actions"))
    version = root.get("overlay")
    if isinstance(version, str) and not version.startswith(("1.0.", "1.1.")):
        yield _Mistake("/overlay", f"Overlay version {version!r} is not supported", "Use 1.0.0 or 1.1.0.")
    if isinstance(info := root.get("info"), dict):
        fields = {"title": str, "version": str, "description": str}
        yield from _members(info, "/info", fields, ("title", "version"))
    actions = root.get("actions")
    if actions == []:
        yield _Mistake("/actions", "`actions` must have at least one action")
    for index, item in enumerate(actions if isinstance(actions, list) else ()):
        yield from _action_mistakes(item, f"/actions/{index}", str(version))


def _action_mistakes(item: Node, pointer: str, version: str) -> Iterator[_Mistake]:
    if not isinstance(item, dict):
        yield _Mistake(pointer, "An action is an object")
        return
    yield from _members(item, pointer, _ACTION_FIELDS, ("target",))
    if "copy" in item and version.startswith("1.0."):
        yield _Mistake(f"{pointer}/copy", "`copy` came with Overlay 1.1", "Write `overlay: 1.1.0`.")
    if len([name for name in ("update", "copy", "remove") if name in item]) != 1:
        message = "An action has one of `update`, `copy` and `remove`"
        yield _Mistake(pointer, message, "Split the action, or say what it does.")


def _members(
    node: Mapping[str, Node], pointer: str, allowed: Mapping[str, type], required: tuple[str, ...]
) -> Iterator[_Mistake]:
    for name in required:
        if name not in node:
            yield _Mistake(pointer, f"`{name}` is missing", f"Add `{name}`.")
    for name, value in node.items():
        at, kind = f"{pointer}/{escape(name)}", allowed.get(name)
        if kind is None and not name.startswith("x-"):
            yield _Mistake(at, f"`{name}` is no field here; {', '.join(allowed)} are", key=True)
        elif kind not in (None, object) and not isinstance(value, kind or object):
            yield _Mistake(at, f"`{name}` must be {_KINDS[kind or object]}")
