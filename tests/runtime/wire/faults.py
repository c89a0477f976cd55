"""A real server on loopback that misbehaves on purpose: the path of a request says how."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate

__all__ = ["FaultServer", "serving"]

RUN = b'{"displayName": "Nightly"}'
LONG = 6.0
"""Seconds beyond what a caller waits, even on a busy machine."""
PACKED = gzip.compress(RUN * 100)


def answer(content: bytes, *headers: str, length: int | None = None, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *headers]
    lines.append(f"Content-Length: {len(content) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + content


def reset(connection: socket.socket) -> None:
    """Close with RST, without the courtesy of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def drip(connection: socket.socket, content: bytes, pause: float) -> None:
    for at in range(len(content)):
        connection.sendall(content[at : at + 1])
        time.sleep(pause)


def big(connection: socket.socket) -> None:
    connection.sendall(answer(b"", length=100 * 1024 * 1024))
    for _ in range(1600):
        connection.sendall(b"x" * 64 * 1024)


def sink(connection: socket.socket) -> None:
    left = 100 * 1024 * 1024
    while left and (piece := connection.recv(min(left, 65536))):
        left -= len(piece)
    connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")


def stall(connection: socket.socket) -> None:
    connection.sendall(answer(RUN[:5], length=100))
    time.sleep(0.7)
    connection.sendall(RUN[5:10])
    time.sleep(LONG)


def busy(status: str, when: float) -> bytes:
    return answer(b"{}", f"Retry-After: {formatdate(time.time() + when, usegmt=True)}", status=status)


FAULTS: dict[str, Callable[[socket.socket], object]] = {
    "reset-before": reset,
    "reset-inside": lambda each: (each.sendall(answer(RUN, length=1000)), time.sleep(0.02), reset(each)),
    "reset-after": lambda each: (each.sendall(answer(RUN)), reset(each)),
    "half-close": lambda each: each.close(),
    "slow-headers": lambda each: time.sleep(LONG),
    "slow-body": lambda each: (each.sendall(answer(RUN)[:-20]), time.sleep(LONG)),
    "drip": lambda each: (each.sendall(answer(b"", length=260)), drip(each, RUN * 10, 0.02)),
    "drip-headers": lambda each: drip(each, answer(RUN * 10), 0.02),
    "too-short": lambda each: (each.sendall(answer(RUN, length=1000)), each.close()),
    "too-long": lambda each: each.sendall(answer(RUN, length=5)),
    "not-http": lambda each: each.sendall(b"SSH-2.0-OpenSSH\r\n\r\n"),
    "gzip": lambda each: each.sendall(answer(PACKED[:30], "Content-Encoding: gzip")),
    "no-gzip": lambda each: each.sendall(answer(RUN, "Content-Encoding: gzip")),
    "redirect": lambda each: each.sendall(answer(b"", "Location: /runs/redirect", status="302 Found")),
    "elsewhere": lambda each: each.sendall(
        answer(b"", "Location: http://localhost:9/", status="307 Temporary Redirect")
    ),
    "busy": lambda each: each.sendall(answer(b"{}", "Retry-After: 0", status="429 Too Many Requests")),
    "down": lambda each: each.sendall(answer(b"{}", "Retry-After: 30", status="503 Service Unavailable")),
    "busy-until": lambda each: each.sendall(busy("429 Too Many Requests", 30)),
    "down-until": lambda each: each.sendall(busy("503 Service Unavailable", 30)),
    "not-json": lambda each: each.sendall(answer(RUN[:-1])),
    "another-shape": lambda each: each.sendall(answer(b"[1]")),
    "html": lambda each: each.sendall(answer(b"<p>Nightly</p>").replace(b"application/json", b"text/html")),
    "stall": stall,
    "sink": sink,
    "hints": lambda each: each.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(RUN)),
    "big": big,
    "fine": lambda each: each.sendall(answer(RUN)),
}


class FaultServer:
    """Serves each connection in a thread, and counts connections and requests."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.connections = 0
        self.requests: list[str] = []

    def run(self) -> None:
        """Accept connections until `close`."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def close(self) -> None:
        """Stop accepting."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            while head := self._head(connection):
                name = head.split(" ")[1].split("/")[2]
                self.requests.append(name)
                FAULTS[name](connection)

    def _head(self, connection: socket.socket) -> str:
        received = b""
        with connection.makefile("rb", buffering=0) as lines:  # what follows is left to the fault
            while not received.endswith(b"\r\n\r\n"):
                line = lines.readline()
                if not line:
                    return ""
                received += line
        return received.decode("latin-1")


@contextlib.contextmanager
def serving() -> Iterator[FaultServer]:
    """A fault server, for as long as it is needed."""
    server = FaultServer()
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield server
    finally:
        server.close()
