"""Changes of a tree as edits of the text: only the characters that must go or come, so all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, assert_never

from specwright.diagnostics import Edit
from specwright.ingest.positions import Place
from specwright.ingest.source import Source
from specwright.lint.fixes.changes import Append, Arrange, Change, Insert, Remove, Rename, Replace
from specwright.lint.fixes.layout import Layout, Member, Unfixable

__all__ = ["edits_of"]


class Splice(NamedTuple):
    """The characters from `start` to `end` give way to `text`."""

    start: int
    end: int
    text: str


def edits_of(changes: Sequence[Change], source: Source) -> tuple[Edit, ...]:
    """The edits that make changes to a file; none where its layout does not allow one of them."""
    layout = Layout(source)
    try:
        splices = [splice for change in changes for splice in _splices(change, layout)]
    except Unfixable:
        return ()
    return tuple(Edit(span=source.lines.span(start, end), text=text) for start, end, text in splices)


def _splices(change: Change, layout: Layout) -> Iterator[Splice]:
    chain = layout.chain(change.at.pointer)
    match change:
        case Remove():
            yield _removed(chain, layout)
        case Replace():
            yield _replaced(chain[-1], change.value, layout)
        case Rename():
            yield _renamed(chain[-1], change.key, layout)
        case Insert():
            yield _inserted(chain[-1], change, layout)
        case Append():
            yield _appended(chain[-1], change.value, layout)
        case Arrange():
            yield from _arranged(chain[-1], change.order, layout)
        case _:
            assert_never(change)


def _removed(chain: list[Place], layout: Layout) -> Splice:
    if len(chain) < 2:
        raise Unfixable
    container, place = chain[-2:]
    members = layout.members(container)
    index = next(number for number, member in enumerate(members) if member.place is place)
    if layout.is_flow(container):
        return _removed_from_flow(members, index, layout)
    if len(members) == 1:
        return Splice(layout.body(container), container.end, "{}" if place.key_start >= 0 else "[]")
    return _removed_from_block(members, index, layout)


def _removed_from_flow(members: list[Member], index: int, layout: Layout) -> Splice:
    start, end = members[index].start, members[index].end
    if index + 1 < len(members):
        end = members[index + 1].start
    elif index:
        start = members[index - 1].end
    if not layout.keeps_comments(start, end):
        raise Unfixable
    return Splice(start, end, "")


def _removed_from_block(members: list[Member], index: int, layout: Layout) -> Splice:
    start, end = members[index].start, members[index].end
    if layout.starts_line(start):
        return Splice(layout.line_start(start), layout.line_end(end), "")
    # The first key behind a dash: what follows it takes its place.
    following = members[index + 1].start if index + 1 < len(members) else -1
    if following < 0 or not layout.keeps_comments(end, following):
        raise Unfixable
    return Splice(start, following, "")


def _replaced(place: Place, value: Any, layout: Layout) -> Splice:
    start = layout.body(place)
    return Splice(start, place.end, layout.scalar(value, like=layout.text[start : place.end]))


def _renamed(place: Place, key: str, layout: Layout) -> Splice:
    written = layout.text[place.key_start : place.key_end]
    if place.key_start < 0 or written[:1] in ("&", "!", "*"):
        raise Unfixable
    return Splice(place.key_start, place.key_end, layout.scalar(key, like=written))


def _inserted(container: Place, change: Insert, layout: Layout) -> Splice:
    entry = f"{layout.scalar(change.key)}: {layout.scalar(change.value)}"
    members = layout.members(container)
    at = container.inside.get(change.before or "")
    start = at.key_start if at is not None and at.key_start >= 0 else members[0].start if members else -1
    if layout.is_flow(container):
        return _inserted_into_flow(container, members, start, entry, layout)
    if start < 0 or layout.text[start : start + 1] == "?":
        raise Unfixable
    return Splice(start, start, f"{entry}{layout.newline}{layout.indent(start)}")


def _inserted_into_flow(container: Place, members: list[Member], start: int, entry: str, layout: Layout) -> Splice:
    opening = layout.body(container) + 1
    if not members:
        return Splice(opening, opening, entry)
    return Splice(start, start, f"{entry},{_gap(opening, members, layout)}")


def _gap(opening: int, members: list[Member], layout: Layout) -> str:
    """What stands between a comma and the next member: what stands before the first one, or a space."""
    gap = layout.text[opening : members[0].start]
    return gap if gap and not gap.strip() else "" if layout.is_json else " "


def _appended(container: Place, value: Any, layout: Layout) -> Splice:
    members = layout.members(container)
    entry = layout.scalar(value)
    if layout.is_flow(container):
        opening = layout.body(container) + 1
        if not members:
            return Splice(opening, opening, entry)
        return Splice(members[-1].end, members[-1].end, f",{_gap(opening, members, layout)}{entry}")
    last = members[-1]
    if not layout.starts_line(last.start):
        raise Unfixable
    end = layout.line_end(last.end)
    line_break = "" if layout.text[end - 1] in "\r\n" else layout.newline
    return Splice(end, end, f"{line_break}{layout.indent(last.start)}- {_item(value, layout)}{layout.newline}")


def _item(value: Any, layout: Layout) -> str:
    """An item of a block sequence; an object of one member without its braces."""
    if isinstance(value, dict) and len(value) == 1:
        [(key, member)] = value.items()
        return f"{layout.scalar(key)}: {layout.scalar(member)}"
    return layout.scalar(value)


def _arranged(container: Place, order: Sequence[int], layout: Layout) -> Iterator[Splice]:
    members = layout.members(container)
    if len(order) != len(members):
        raise Unfixable
    pieces = [(member.start, member.end) for member in members]
    if not layout.is_flow(container):
        pieces = [_lines(member, layout) for member in members]
    for (start, end), index in zip(pieces, order, strict=True):
        if (start, end) != pieces[index]:
            yield Splice(start, end, layout.text[slice(*pieces[index])])


def _lines(item: Member, layout: Layout) -> tuple[int, int]:
    """The lines of an item with the comments beside it, without the line break at the end."""
    if not layout.starts_line(item.start):
        raise Unfixable
    end = layout.line_end(item.end)
    while layout.text[end - 1] in "\r\n":
        end -= 1
    return layout.line_start(item.start), end
