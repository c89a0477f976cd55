"""The files of a session: what is open in the editor goes before what is on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from lsprotocol import types
from pygls import uris

from specwright.diagnostics import Sink
from specwright.ingest.source import SIZE, Source, Unreadable, decode, read_bytes
from specwright.lsp.text import Text

__all__ = ["Files", "real"]


def real(uri: str) -> Path | None:
    """The real path of a file that a client names, or `None` for what is no file."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(os.path.realpath(path)) if path else None


class Files:
    """Texts of open files by real path, and sources of all files, each read and outlined once."""

    def __init__(self) -> None:
        self.encoding = "utf-16"
        self.texts: dict[Path, str] = {}
        self._uris: dict[Path, str] = {}
        self._sources: dict[Path, tuple[str, Source]] = {}
        self._stored_at: dict[Path, tuple[tuple[int, int], Source | None]] = {}
        self._views: dict[Path, Text] = {}

    def open(self, path: Path, uri: str, text: str) -> None:
        """A file was opened."""
        self._uris[path], self.texts[path] = uri, text

    def change(self, path: Path, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """The text of a file was edited.

        Not left to pygls, whose lines end at characters (U+2028 for one) that are no line ends to an editor.
        """
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                text = Text(self.texts[path], self.encoding)
                start, end = text.offset(change.range.start), text.offset(change.range.end)
                self.texts[path] = f"{text.text[:start]}{change.text}{text.text[end:]}"
            else:
                self.texts[path] = change.text

    def close(self, path: Path) -> None:
        """A file was closed; what is on the disk counts again."""
        self.texts.pop(path, None)
        self._uris.pop(path, None)
        self._sources.pop(path, None)

    def uri(self, path: Path) -> str:
        """What the client calls a file."""
        return self._uris.get(path) or uris.from_fs_path(str(path)) or path.as_uri()

    def unsaved(self) -> Mapping[Path, bytes]:
        """The content of what is open."""
        return {path: text.encode("utf-8", "surrogatepass") for path, text in list(self.texts.items())}

    def text(self, path: Path) -> Text:
        """The text of a file in the units of the client; an empty one where it can't be read."""
        source = self.source(path)
        known = self._views.get(path)
        if source is None or known is None or known.text is not source.text:
            known = self._views[path] = Text(source.text if source else "", self.encoding)
        return known

    def source(self, path: Path) -> Source | None:
        """The text of a file with its outline; `None` where it can't be read."""
        text, known = self.texts.get(path), self._sources.get(path)
        if text is None:
            return self._stored(path)
        if known is None or known[0] is not text:
            content = text.encode("utf-8", "surrogatepass")
            known = self._sources[path] = text, Source(name=str(path), path=path, content=content)
        return known[1]

    def _stored(self, path: Path) -> Source | None:
        """What is on the disk; read again when it was written."""
        try:
            stamp = (path.stat().st_mtime_ns, path.stat().st_size)
            if path not in self._stored_at or self._stored_at[path][0] != stamp:
                content = read_bytes(path, SIZE)
                self._stored_at[path] = stamp, decode(path, str(path), content, Sink())
        except (OSError, Unreadable):
            return None
        return self._stored_at[path][1]
