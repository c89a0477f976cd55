"""Source files: read with care, parsed once, and every node's place in them findable."""

from __future__ import annotations

import re
import stat
from codecs import BOM_UTF8
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from specwright.collection import uncollected
from specwright.diagnostics import Related, Sink, Span
from specwright.ingest import codes, json_places, json_text, positions
from specwright.ingest.document import Node
from specwright.ingest.finding import Finding, Refusal
from specwright.ingest.lines import Lines
from specwright.ingest.thin import check, thin

__all__ = ["SIZE", "Source", "Unreadable", "decode", "read_bytes"]

SIZE = 200_000_000
"""How large a file may be, in bytes; ten times the largest document that the tests read."""

_OBJECT = re.compile(rb"[ \t\r\n]*\{")
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Source(Struct, kw_only=True, dict=True):
    """One file: `name` is what diagnostics call it, `content` what is in it, in UTF-8 and without a byte order mark."""

    name: str
    path: Path
    content: bytes
    encoded: bytes | None = None
    """What its tree became as JSON when it was parsed, where that was made anyway."""
    _is_clean: bool = False
    """Whether it was parsed before as JSON, and nothing was found."""

    @cached_property
    def text(self) -> str:
        """The content as text; an editor's may have halves of surrogate pairs."""
        return self.content.decode("utf-8", "surrogatepass")

    @uncollected()
    def parse(self, sink: Sink) -> Node:
        """A new tree of the text, with what is worth saying reported; `None` where it can't be read."""
        if self._is_clean:
            return json_text.compose_again(self.content)
        try:
            root, findings, self.encoded = (
                json_text.compose(self.content) if self.is_json else _compose_yaml(self.content)
            )
        except Refusal as refusal:
            root, findings = None, [refusal.finding]
        else:
            if root is None:
                findings.append(Finding(code=codes.NOT_OBJECT, message="there is nothing in this file", start=0))
        for finding in findings:
            self.report(finding, sink)
        self._is_clean = self.is_json and not findings
        return root

    @cached_property
    def is_json(self) -> bool:
        """Whether to read JSON: the name says so, or the text does (JSON in a `.yaml` file reads faster as what it is)."""
        if self.path.suffix.lower() == ".json":
            return True
        return _OBJECT.match(self.content) is not None and self._parses_as_json()

    def _parses_as_json(self) -> bool:
        try:
            json_text.compose(self.content)
        except Refusal as refusal:
            return refusal.finding.code is not codes.SYNTAX_JSON
        return True

    def locate(self, pointer: str, *, key: bool = False) -> Span:
        """The place of the value at a JSON Pointer, or of its key; of the nearest ancestor where the text has no such."""
        known = "outline" in vars(self) or not pointer.isascii()
        return self.lines.span(*positions.find(self.outline if known else self._thin_outline, pointer, key=key))

    @cached_property
    def lines(self) -> Lines:
        """Where the lines start."""
        return Lines(self.name, self._thin)

    @cached_property
    def outline(self) -> positions.Place:
        """Where the nodes are."""
        return self._places(self.text)

    @cached_property
    def _thin(self) -> str:
        return thin(self.content)

    @cached_property
    def _thin_outline(self) -> positions.Place:
        """Where the nodes are below keys in ASCII; other keys have another name here."""
        return self._places(self._thin)

    def _places(self, text: str) -> positions.Place:
        if self.is_json:
            return json_places.places(text, unique=self._is_clean)
        from specwright.ingest import yaml_sections

        with uncollected():
            return yaml_sections.places(text)

    def report(self, finding: Finding, sink: Sink) -> None:
        """Tell `sink` what parsing found, with lines and columns."""
        related: tuple[Related, ...] = ()
        if finding.earlier is not None:
            related = (Related(message="the first one", span=self.lines.span(*finding.earlier)),)
        sink.report(finding.code, finding.message, span=self.lines.span(finding.start, finding.end), related=related)


def _compose_yaml(content: bytes) -> json_text.Composed:
    # Imported here: a JSON document has no need of the library, which takes a while to load.
    from specwright.ingest import yaml_text

    return json_text.Composed(*yaml_text.compose(content))


class Unreadable(Exception):
    """A file that can't or must not be read, and why."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file; raises `Unreadable`.

    Whether it is a regular file is asked before it is opened, because opening a pipe would wait.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is a folder" if stat.S_ISDIR(status.st_mode) else "it is not a regular file")
        if status.st_size > limit:
            raise Unreadable(f"it has {status.st_size:,} bytes; at most {limit:,} are read")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable((error.strerror or "it can't be opened").lower()) from None
    except ValueError:
        raise Unreadable("this is not the path of a file") from None


def decode(path: Path, name: str, content: bytes, sink: Sink) -> Source | None:
    """The text of a file; reports why and returns `None` where it is not UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            message = f"the file is {encoding}, as its byte order mark says; save it as UTF-8"
            sink.report(codes.ENCODING, message, span=Span(file=name, line=1, column=1))
            return None
    try:
        check(content)
    except UnicodeDecodeError as error:
        text = content[: error.start].decode("utf-8")
        message = f"the byte 0x{content[error.start]:02X} here is not UTF-8; save the file as UTF-8"
        sink.report(codes.ENCODING, message, span=Lines(name, text).span(len(text.removeprefix("\ufeff"))))
        return None
    source = Source(name=name, path=path, content=content.removeprefix(BOM_UTF8))
    if b"\0" in content:
        message = "there is a NUL character here; the file is not text, or UTF-16 without a byte order mark"
        sink.report(codes.ENCODING, message, span=source.lines.span(source.text.index("\0")))
        return None
    return source
