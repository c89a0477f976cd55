"""Streamed answers: what an iterator yields, framed as its media type asks for.

Server-sent events (WHATWG HTML, 9.2.6), JSON text sequences (RFC 7464), and one JSON text per line for everything else
that carries items; without an item type, bytes and text pass as they are.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from typing import Any

from .. import codec
from ..media_types import essence, kind_of
from ..operation import Content, TypeForm
from ..withheld import answering

__all__ = ["frame"]

_LINE_END = re.compile(r"\r\n|\r|\n")


def frame(
    content: Content, media_type: str, items: Iterable[Any] | AsyncIterable[Any]
) -> Iterable[bytes] | AsyncIterable[bytes]:
    """The chunks of a body whose items are produced one by one."""
    encode = _encoder(content.item, essence(media_type))
    if isinstance(items, AsyncIterable):
        return _each_async(encode, items)
    return _each(encode, items)


def _each(encode: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
    for item in items:
        yield encode(item)


async def _each_async(
    encode: Callable[[Any], bytes], items: AsyncIterable[Any]
) -> AsyncIterator[bytes]:
    async for item in items:
        yield encode(item)


def _encoder(item_type: TypeForm | None, media_type: str) -> Callable[[Any], bytes]:
    if item_type is None:
        return _chunk
    kind, is_sequence = item_type(), media_type.endswith("json-seq")

    def encode(item: Any) -> bytes:
        if kind is str and kind_of(media_type) == "events":
            return _event(item)
        with answering():
            text = codec.encode_json(item, kind)
        if kind_of(media_type) == "events":
            return _event(text.decode())
        return (b"\x1e" if is_sequence else b"") + text + b"\n"

    return encode


def _chunk(item: Any) -> bytes:
    return item.encode() if isinstance(item, str) else bytes(memoryview(item))


def _event(text: str) -> bytes:
    lines = (f"data: {line}\n" for line in _LINE_END.split(text))
    return ("".join(lines) + "\n").encode()
