"""Where the nodes of a YAML text are: all of them, found by one pass over the parser's events."""

from __future__ import annotations

from typing import Any

import yaml

from specwright.ingest import yaml_events

__all__ = ["YamlPlace", "part", "places"]


class YamlPlace:
    """A place in a YAML text."""

    __slots__ = ("end", "inside", "key_end", "key_start", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.key_start, self.key_end = -1, -1
        self.inside: dict[str, YamlPlace] = {}

    def child(self, step: str) -> YamlPlace | None:
        """The place of one member."""
        return self.inside.get(step)


class _Outline:
    """Collects places: containers are opened and closed, values added, and keys remembered until their value comes."""

    def __init__(self) -> None:
        self.root = YamlPlace(0, 0)
        self.stack: list[tuple[YamlPlace, bool]] = []
        self.place: YamlPlace | None = None
        self.mapping = False
        self.key: tuple[str, int, int] | None = None

    def expects_key(self) -> bool:
        return self.mapping and self.key is None

    def add(self, place: YamlPlace) -> None:
        parent = self.place
        if parent is None:
            self.root = place
        elif self.key is not None:
            step, place.key_start, place.key_end = self.key
            parent.inside[step] = place
            self.key = None
        else:
            parent.inside[str(len(parent.inside))] = place

    def open(self, place: YamlPlace, *, mapping: bool) -> None:
        self.add(place)
        self.stack.append((place, mapping))
        self.place, self.mapping = place, mapping

    def close(self, end: int | None = None) -> None:
        place, _ = self.stack.pop()
        place.end = end if end is not None else max((inner.end for inner in place.inside.values()), default=place.end)
        self.place, self.mapping = self.stack[-1] if self.stack else (None, False)


def places(text: str) -> YamlPlace:
    """The places of a YAML text; what an alias or a merge key brings in is placed where it is written."""
    return _YamlOutline(text).root


def part(text: str, offset: int) -> YamlPlace | None:
    """The places of a part of a YAML text that begins at an offset; None where it has an alias of what is elsewhere."""
    outline = _YamlOutline(text, offset)
    return outline.root if outline.is_whole else None


class _YamlOutline(_Outline):
    def __init__(self, text: str, offset: int = 0) -> None:
        super().__init__()
        self.text = text
        self.offset = offset
        self.is_whole = True
        self.anchors: dict[str, YamlPlace] = {}
        self.names: dict[str, str] = {}
        with yaml_events.events(text.encode()) as events:
            for event in events:
                self.take(event)

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            place = self.anchored(event, YamlPlace(*self.marks(event)))
            self.open(place, mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            flow = event.end_mark.index > event.start_mark.index
            self.close(self.offset + event.end_mark.index if flow else None)
        elif kind is yaml.AliasEvent:
            self.alias(event)

    def scalar(self, event: Any) -> None:
        start, end = self.extent(event)
        if not self.expects_key():
            self.add(self.anchored(event, YamlPlace(start, end)))
            return
        name = event.value
        if event.anchor is not None:
            self.names[event.anchor] = name
        self.key = ("\0<<" if yaml_events.is_merge(event) else name, start, end)

    def extent(self, event: Any) -> tuple[int, int]:
        """From the first to the last visible character: marks of block scalars reach to the next token."""
        start, end = event.start_mark.index, event.end_mark.index
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return self.offset + start, self.offset + end

    def marks(self, event: Any) -> tuple[int, int]:
        return self.offset + event.start_mark.index, self.offset + event.end_mark.index

    def anchored(self, event: Any, place: YamlPlace) -> YamlPlace:
        if event.anchor is not None:
            self.anchors[event.anchor] = place
        return place

    def alias(self, event: Any) -> None:
        start, end = self.extent(event)
        if self.expects_key():
            self.is_whole &= event.anchor in self.names
            self.key = (self.names.get(event.anchor, ""), start, end)
            return
        place = YamlPlace(start, end)
        if event.anchor in self.anchors:
            place.inside = self.anchors[event.anchor].inside
        else:
            self.is_whole = False
        self.add(place)

    def close(self, end: int | None = None) -> None:
        if self.mapping and self.place is not None and "\0<<" in self.place.inside:
            self.merge(self.place.inside)
        super().close(end)

    def merge(self, inside: dict[str, YamlPlace]) -> None:
        """Add the places of what a merge key brings; a list of sources has numbered places inside."""
        merged = inside["\0<<"]
        sources = list(merged.inside.values()) if "0" in merged.inside else []
        for source in [merged, *sources]:
            for step, place in source.inside.items():
                inside.setdefault(step, place)
