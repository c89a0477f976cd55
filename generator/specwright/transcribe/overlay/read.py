"""Reading an overlay: YAML 1.2 with every value's place, and the structure of the Overlay Specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from specwright.diagnostics import Fix, Sink, Span

from ..findings import OVERLAY_INVALID, OVERLAY_UNREADABLE
from .located import Located, Mistake, load

__all__ = ["Action", "Overlay", "read_overlay"]

Version = Literal["1.0", "1.1"]

_FIELDS = {"overlay": str, "info": dict, "extends": str, "actions": list}
_ACTION_FIELDS: Mapping[str, type] = {"target": str, "description": str, "update": object, "copy": str, "remove": bool}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One Action Object, with the places of its fields."""

    target: str
    update: Any
    copy: str | None
    remove: bool
    updates: bool
    places: Mapping[str, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """An overlay whose structure is valid."""

    version: Version
    actions: tuple[Action, ...]


def read_overlay(path: Path, sink: Sink) -> Overlay | None:
    """The overlay in a file; None, and an error in `sink`, when it cannot be used."""
    try:
        root = load(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        sink.report(OVERLAY_UNREADABLE, f"The overlay cannot be read: {error.strerror}", span=_start(path))
        return None
    except UnicodeDecodeError:
        sink.report(
            OVERLAY_UNREADABLE, "The overlay is not UTF-8", span=_start(path), fix=Fix(description="Save it in UTF-8.")
        )
        return None
    except Mistake as error:
        sink.report(OVERLAY_UNREADABLE, f"The overlay is no YAML: {error.message}", span=error.span)
        return None
    mistakes = list(_mistakes(root))
    for mistake in mistakes:
        sink.report(
            OVERLAY_INVALID,
            mistake.message,
            span=mistake.span,
            fix=Fix(description=mistake.todo) if mistake.todo else None,
        )
    return None if mistakes else _overlay(root)


def _start(path: Path) -> Span:
    return Span(file=str(path), line=1, column=1)


def _overlay(root: Located) -> Overlay:
    version: Version = "1.1" if root.value["overlay"].value.startswith("1.1.") else "1.0"
    return Overlay(version=version, actions=tuple(_action(item) for item in root.value["actions"].value))


def _action(item: Located) -> Action:
    fields = item.value
    return Action(
        target=fields["target"].value,
        update=fields["update"].plain() if "update" in fields else None,
        copy=fields["copy"].value if "copy" in fields else None,
        remove="remove" in fields and fields["remove"].value,
        updates="update" in fields,
        places={name: field.span for name, field in fields.items()} | {"": item.span},
    )


def _mistakes(root: Located) -> Iterator[Mistake]:
    """What the Overlay Specification (section 4) does not allow."""
    if not isinstance(root.value, dict):
        yield Mistake(root.span, "An overlay is an object")
        return
    yield from _members(root, _FIELDS, ("overlay", "info", "actions"))
    version = root.value.get("overlay")
    if version and isinstance(version.value, str) and not version.value.startswith(("1.0.", "1.1.")):
        yield Mistake(version.span, f"Overlay version {version.value!r} is not supported", "Use 1.0.0 or 1.1.0.")
    info = root.value.get("info")
    if info and isinstance(info.value, dict):
        yield from _members(info, {"title": str, "version": str, "description": str}, ("title", "version"))
    actions = root.value.get("actions")
    if actions and isinstance(actions.value, list):
        if not actions.value:
            yield Mistake(actions.span, "`actions` must have at least one action")
        for item in actions.value:
            yield from _action_mistakes(item, version)


def _action_mistakes(item: Located, version: Located | None) -> Iterator[Mistake]:
    if not isinstance(item.value, dict):
        yield Mistake(item.span, "An action is an object")
        return
    yield from _members(item, _ACTION_FIELDS, ("target",))
    copy = item.value.get("copy")
    if copy and version and str(version.value).startswith("1.0."):
        yield Mistake(copy.span, "`copy` came with Overlay 1.1", "Write `overlay: 1.1.0`.")
    kinds = [name for name in ("update", "copy", "remove") if name in item.value]
    if len(kinds) != 1:
        yield Mistake(
            item.span, "An action has one of `update`, `copy` and `remove`", "Split the action, or say what it does."
        )


def _members(node: Located, allowed: Mapping[str, type], required: tuple[str, ...]) -> Iterator[Mistake]:
    for name in required:
        if name not in node.value:
            yield Mistake(node.span, f"`{name}` is missing", f"Add `{name}`.")
    for name, member in node.value.items():
        kind = allowed.get(name)
        if kind is None and not name.startswith("x-"):
            yield Mistake(member.key_span or member.span, f"`{name}` is no field here; {', '.join(allowed)} are")
        elif kind not in (None, object) and not isinstance(member.value, kind or object):
            yield Mistake(member.span, f"`{name}` must be {_KINDS[kind or object]}")


_KINDS: Mapping[type, str] = {str: "a string", dict: "an object", list: "a list", bool: "true or false"}
