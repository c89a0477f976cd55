"""multipart/form-data (RFC 7578): one part per property, one per item of an array."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from . import codec, escaping
from .media_types import essence, kind_of
from .operation import Encoding, TypeForm
from .shapes import is_array, text_format
from .styles import wire_text
from .uploads import Upload, is_source, source_name

__all__ = ["Part", "encode_multipart", "parts_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part, ready to be sent. `source` is bytes or whatever `uploads.Upload` reads."""

    name: str
    source: Any
    filename: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def encode_multipart(parts: Iterable[Part]) -> tuple[str, Upload]:
    """The Content-Type and the body of parts; the boundary is random for each request."""
    boundary = secrets.token_hex(16)
    sources: list[Any] = []
    for part in parts:
        sources += [
            f"--{boundary}\r\n{_head(part)}\r\n\r\n".encode(),
            part.source,
            b"\r\n",
        ]
    return f"multipart/form-data; boundary={boundary}", Upload(
        [*sources, f"--{boundary}--\r\n".encode()]
    )


def parts_of(
    members: Iterable[tuple[str, Any]],
    types: Mapping[str, TypeForm],
    encodings: Mapping[str, Encoding],
) -> Iterator[Part]:
    """The parts of an object's properties; what is None is left out.

    A file is bytes, a path, a binary file or iterator, or a tuple `(filename, content[, content_type[, headers]])`.
    Scalars are sent as text, objects as JSON, unless their Encoding Object says otherwise.
    """
    for name, value in members:
        encoding = encodings.get(name, Encoding())
        for item in (
            value if is_array(value) and not isinstance(value, tuple) else [value]
        ):
            if item is not None:
                yield _part(name, item, types.get(name), encoding)


def _part(
    name: str, value: Any, type_form: TypeForm | None, encoding: Encoding
) -> Part:
    if isinstance(value, tuple):
        return _named_file(name, encoding, *cast("tuple[Any, Any]", value))
    text = (
        text_format(type_form)
        if isinstance(value, bytes) and type_form is not None
        else None
    )
    if is_source(value) and text is None:
        return _file(name, value, source_name(value) or name, encoding)
    media_type = _concrete(encoding.content_type)
    wire = codec.to_wire(value, text)
    if isinstance(wire, (dict, list)):
        media_type = media_type or "application/json"
    if media_type and kind_of(media_type) == "json":
        return Part(name, codec.encode_json(wire), content_type=media_type)
    return Part(name, wire_text(wire).encode(), content_type=media_type)


def _named_file(
    name: str,
    encoding: Encoding,
    filename: str | None,
    content: Any,
    content_type: str | None = None,
    headers: Any = None,
) -> Part:
    part = _file(
        name,
        content.encode() if isinstance(content, str) else content,
        filename,
        encoding,
    )
    return Part(
        name, part.source, filename, content_type or part.content_type, headers or {}
    )


def _file(name: str, source: Any, filename: str | None, encoding: Encoding) -> Part:
    guess = mimetypes.guess_type(filename)[0] if filename else None
    allowed = [
        essence(each)
        for each in (encoding.content_type or "").split(",")
        if each.strip()
    ]
    concrete = [each for each in allowed if "*" not in each]
    if (
        not allowed
        or guess in allowed
        or (guess and f"{guess.partition('/')[0]}/*" in allowed)
    ):
        return Part(name, source, filename, guess or "application/octet-stream")
    return Part(
        name,
        source,
        filename,
        concrete[0] if concrete else guess or "application/octet-stream",
    )


def _concrete(content_type: str | None) -> str | None:
    listed = [each.strip() for each in (content_type or "").split(",")]
    return next((each for each in listed if each and "*" not in each), None)


def _head(part: Part) -> str:
    lines = [f'Content-Disposition: form-data; name="{_quoted(part.name)}"']
    if part.filename is not None:
        lines[0] += f'; filename="{_quoted(part.filename)}"'
    if part.content_type is not None:
        lines.append(f"Content-Type: {part.content_type}")
    lines += [f"{name}: {value}" for name, value in part.headers.items()]
    for line in lines[1:]:
        if flaw := escaping.flaw_in_header(line):
            raise ValueError(f"a header of part {part.name!r} {flaw}")
    return "\r\n".join(lines)


def _quoted(text: str) -> str:
    """Escaped as browsers do (WHATWG HTML, multipart/form-data encoding algorithm)."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
