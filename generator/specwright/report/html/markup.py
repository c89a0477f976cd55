"""Elements of HTML. Whatever is not an element already is text, and escaped: markup can't come from a document."""

from __future__ import annotations

from html import escape

from specwright.report.escapes import shown

__all__ = ["Html", "element", "joined"]

_VOID = frozenset({"hr", "input", "meta"})


class Html(str):
    """Text that is markup: made by `element`, or a part of the program."""

    __slots__ = ()


def element(tag: str, /, *children: str, **attributes: str | bool | None) -> Html:
    """An element; children that are plain text are escaped.

    An attribute whose value is True stands alone, one that is None or False is left out; `class_` is `class`, and
    `data_rule` is `data-rule`.
    """
    opening = "".join(
        [tag, *(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))]
    )
    if tag in _VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(children)}</{tag}>")


def joined(children: tuple[str, ...] | list[str]) -> Html:
    """Elements and text one after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(shown(child)) for child in children))


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(shown(str(value)))}"'
