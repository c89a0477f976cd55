"""The server: what the protocol asks for, handed to a session; checks run in a thread, and stale ones are dropped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol.language_server import LanguageServerProtocol, lsp_method

from specwright.lsp.files import real
from specwright.lsp.fixes import FIX_ALL
from specwright.lsp.hover import reasons
from specwright.lsp.session import Session
from specwright.lsp.symbols import symbols

__all__ = ["serve"]

_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
_WATCHED = ("**/specwright.toml", "**/pyproject.toml", "**/*.{yaml,yml,json}")
_PAUSE = 0.2
"""Seconds without a keystroke before a document is checked; longer where checking takes long."""

Answer = TypeVar("Answer")


class Protocol(LanguageServerProtocol):
    """Leaves the text of files to `Files`: pygls ends lines where editors don't, and alters the positions it is given."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Iterator[Any]:
        """Tell our handler, and nobody else."""
        if handler := self.fm.features.get(types.TEXT_DOCUMENT_DID_CHANGE):
            yield handler, (params,), None


class Server(LanguageServer):
    """A language server with its session."""

    def __init__(self) -> None:
        super().__init__("specwright", "1", protocol_cls=Protocol)
        self.session = Session()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self._waiting: dict[Path, asyncio.Task[None]] = {}
        self._pause = _PAUSE

    def schedule(self, path: Path | None) -> None:
        """Check a file after a pause; what was to be checked before is not, and what is being checked is not told."""
        if path is None or path.suffix.lower() not in _SUFFIXES:
            return
        if path in self._waiting:
            self._waiting[path].cancel()
        self._waiting[path] = asyncio.get_running_loop().create_task(self._check(path))

    async def _check(self, path: Path) -> None:
        await asyncio.sleep(self._pause)
        texts, started = dict(self.session.files.texts), time.monotonic()
        try:
            checked = await asyncio.get_running_loop().run_in_executor(self._worker, self.session.check, path, texts)
            touched = set().union(*map(self.session.keep, checked))
        except Exception as problem:  # noqa: BLE001 -- an editor stays in service, with what was found before
            said = types.LogMessageParams(types.MessageType.Error, f"a bug of specwright: {problem!r} in {path}")
            self.window_log_message(said)
            return
        self._pause = min(2.0, max(_PAUSE, (time.monotonic() - started) / 2))
        self.publish(touched)

    def publish(self, paths: Iterable[Path]) -> None:
        """Tell the client what is found in some files now."""
        for path in sorted(paths):
            found, uri = self.session.diagnostics(path), self.session.files.uri(path)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=found))

    async def answer(self, uri: str, ask: Callable[[Path], Answer]) -> Answer | None:
        """What a question about a file is answered, thought about in a thread; nothing for what is no file."""
        path = real(uri)
        return None if path is None else await asyncio.to_thread(ask, path)


def serve() -> None:
    """Serve one editor over standard input and output until it says goodbye."""
    server().start_io()


def server() -> Server:
    """A server that knows what to do."""
    made = Server()
    _follow_files(made)
    _answer_questions(made)
    return made


def _follow_files(server: Server) -> None:
    files = server.session.files

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        files.encoding = str(getattr(encoding := server.workspace.position_encoding, "value", encoding) or "utf-16")
        watching = (
            server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        )
        if watching and watching.dynamic_registration:
            await server.client_register_capability_async(_watching())

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        if path := real(params.text_document.uri):
            files.open(path, params.text_document.uri, params.text_document.text)
            server.schedule(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        if (path := real(params.text_document.uri)) in files.texts and path is not None:
            files.change(path, params.content_changes)
            server.schedule(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        if path := real(params.text_document.uri):
            files.close(path)
            server.publish(server.session.forget(path))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def stored(_: types.DidChangeWatchedFilesParams) -> None:
        for path in files.texts:
            server.schedule(path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.schedule(real(params.text_document.uri))


def _answer_questions(server: Server) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        here = types.Range(params.position, params.position)
        found = await server.answer(params.text_document.uri, lambda path: session.at(path, here))
        contents = types.MarkupContent(types.MarkupKind.Markdown, reasons(found)) if found else None
        return types.Hover(contents) if contents else None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    )
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        asked = params.context.only
        found = await server.answer(params.text_document.uri, lambda path: list(session.actions(path, params.range)))
        return [one for one in found or () if not asked or any(_is_kind(one.kind, kind) for kind in asked)]

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        if not isinstance(action.data, str):
            return action
        return await server.answer(action.data, lambda path: session.fix_all(action, path)) or action

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        return await server.answer(
            params.text_document.uri, lambda path: session.definition(path, _offset(session, path, params.position))
        )

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location]:
        found = await server.answer(
            params.text_document.uri, lambda path: session.references(path, _offset(session, path, params.position))
        )
        return found or []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        def ask(path: Path) -> list[types.DocumentSymbol]:
            source = session.files.source(path)
            return symbols(source, session.files.text(path)) if source else []

        return await server.answer(params.text_document.uri, ask) or []


def _is_kind(kind: types.CodeActionKind | str | None, asked: types.CodeActionKind | str) -> bool:
    """Kinds are a hierarchy, with dots."""
    own, wanted = (str(getattr(each, "value", each)) for each in (kind, asked))
    return f"{own}.".startswith(f"{wanted}.")


def _offset(session: Session, path: Path, position: types.Position) -> int:
    return session.files.text(path).offset(position)


def _watching() -> types.RegistrationParams:
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(each) for each in _WATCHED])
    watched = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    return types.RegistrationParams([watched])
