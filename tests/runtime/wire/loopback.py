"""A real server on loopback that answers as a function says, and packages generated for the occasion to call it with."""

from __future__ import annotations

import contextlib
import importlib
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import specwright

__all__ = ["Answer", "Loopback", "Received", "generated", "listening"]


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    method: str
    path: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What to answer; content in pieces is sent as chunks."""

    content: bytes | Iterator[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


class Loopback:
    """A server whose `answer` may be replaced; `requests` are what it was sent."""

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self.answer: Callable[[Received], Answer] = lambda request: Answer(b"{}")
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                received = Received(self.command, self.path, self.headers, _body(self))
                loopback.requests.append(received)
                _send(self, loopback.answer(received))

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

            def log_message(self, *arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def paths(self) -> list[str]:
        """The targets that were asked for."""
        return [request.path for request in self.requests]

    def run(self) -> None:
        """Serve until `close`."""
        self._server.serve_forever(poll_interval=0.01)

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def listening() -> Iterator[Loopback]:
    """A server, for as long as it is needed."""
    server = Loopback()
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield server
    finally:
        server.close()


def generated(document: str, folder: Path, package: str) -> ModuleType:
    """The package for a document, imported."""
    (folder / "openapi.yaml").write_text(document, "utf-8")
    result = specwright.generate(folder / "openapi.yaml", output=folder, package=package)
    assert result.changes is not None, result.diagnostics
    for known in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[known]
    sys.path.insert(0, str(folder))
    try:
        module = importlib.import_module(package)
        importlib.import_module(f"{package}.client")
    finally:
        sys.path.remove(str(folder))
    return module


def _body(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("Transfer-Encoding", "") == "chunked":
        pieces = []
        while size := int(handler.rfile.readline().strip(), 16):
            pieces.append(handler.rfile.read(size))
            handler.rfile.readline()
        handler.rfile.readline()
        return b"".join(pieces)
    return handler.rfile.read(int(handler.headers.get("Content-Length", 0)))


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    if isinstance(answer.content, bytes):
        handler.send_header("Content-Length", str(len(answer.content)))
        handler.end_headers()
        handler.wfile.write(answer.content)
        return
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    with contextlib.suppress(OSError):
        for piece in answer.content:
            handler.wfile.write(piece)
            handler.wfile.flush()
