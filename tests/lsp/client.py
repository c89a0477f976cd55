"""A real client of the Language Server Protocol, which starts `specwright lsp` and talks with it over stdio."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient

__all__ = ["Editor", "editor"]

_LONG = 60.0


class Editor:
    """An editor with some files open."""

    def __init__(self, client: BaseLanguageClient) -> None:
        self.client = client
        self.found: dict[str, list[types.Diagnostic]] = {}
        self.logged: list[str] = []
        self._told = asyncio.Condition()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def published(params: types.PublishDiagnosticsParams) -> None:
            async with self._told:
                self.found[params.uri] = list(params.diagnostics)
                self._told.notify_all()

        @client.feature(types.WINDOW_LOG_MESSAGE)
        async def logged(params: types.LogMessageParams) -> None:
            self.logged.append(params.message)

    def open(self, file: Path, text: str | None = None) -> None:
        """Open a file, with another text than it has if given."""
        content = file.read_text("utf-8") if text is None else text
        document = types.TextDocumentItem(uri=file.as_uri(), language_id="yaml", version=1, text=content)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def type(self, file: Path, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Edit a file."""
        document = types.VersionedTextDocumentIdentifier(version=2, uri=file.as_uri())
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def write(self, file: Path, text: str) -> None:
        """Give an open file another text."""
        self.type(file, types.TextDocumentContentChangeWholeDocument(text))

    def close(self, file: Path) -> None:
        """Close a file."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier(file)))

    async def until(self, file: Path, is_so: Callable[[list[types.Diagnostic]], Any]) -> list[types.Diagnostic]:
        """The findings in a file, once they are as expected."""
        async with self._told:
            try:
                fits = self._told.wait_for(lambda: file.as_uri() in self.found and is_so(self.found[file.as_uri()]))
                await asyncio.wait_for(fits, _LONG)
            except TimeoutError:
                raise AssertionError(f"after {_LONG} s: {self.found.get(file.as_uri())} {self.logged}") from None
            return self.found[file.as_uri()]

    async def codes(self, file: Path, *codes: str) -> list[types.Diagnostic]:
        """The findings in a file, once they are of these kinds."""
        return await self.until(file, lambda found: sorted({str(one.code) for one in found}) == sorted(codes))

    async def actions(self, file: Path, at: types.Range, *only: str) -> list[types.CodeAction]:
        """What can be done at a place."""
        kinds = list(only) or None
        context = types.CodeActionContext(diagnostics=[], only=kinds)
        found = await self.client.text_document_code_action_async(types.CodeActionParams(identifier(file), at, context))
        return [one for one in found or [] if isinstance(one, types.CodeAction)]


def identifier(file: Path) -> types.TextDocumentIdentifier:
    """What the protocol calls a file."""
    return types.TextDocumentIdentifier(file.as_uri())


@asynccontextmanager
async def editor(folder: Path, *encodings: types.PositionEncodingKind) -> AsyncIterator[Editor]:
    """An editor that has opened a folder; the server is gone afterwards, and has ended well."""
    client = BaseLanguageClient("test", "1")
    here = Editor(client)
    await client.start_io(sys.executable, "-m", "specwright", "lsp", cwd=str(folder))
    general = types.GeneralClientCapabilities(position_encodings=list(encodings) or None)
    capabilities = types.ClientCapabilities(general=general)
    await client.initialize_async(
        types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri(), process_id=None)
    )
    client.initialized(types.InitializedParams())
    try:
        yield here
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
    assert here.logged == []
