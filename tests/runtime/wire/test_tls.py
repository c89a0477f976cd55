"""Certificates: refused as self-signed, for another host, or expired; accepted from an authority of one's own."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Iterator

import httpx2
import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.runtime.wire.sample import AsyncClient, Client, Run

from specwright.runtime.errors import ConnectError

DAY = datetime.timedelta(days=1)
PAST = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n{"displayName": "Nightly"}'


@contextlib.contextmanager
def guarded(certificate: trustme.LeafCert) -> Iterator[str]:
    """A server with a certificate; yields its URL."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
            while secure.recv(65536):
                secure.sendall(ANSWER)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"https://localhost:{listening.getsockname()[1]}"
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def self_signed() -> trustme.LeafCert:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + DAY)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return trustme.LeafCert(secret, certificate.public_bytes(pem), [])


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def test_an_authority_of_ones_own(authority: trustme.CA) -> None:
    with (
        guarded(authority.issue_cert("localhost")) as url,
        httpx2.Client(verify=trusting(authority)) as http,
        Client(url, http_client=http) as client,
    ):
        assert client.runs.get_run("1") == Run(display_name="Nightly")

        async def call() -> Run:
            async with (
                httpx2.AsyncClient(verify=trusting(authority)) as http,
                AsyncClient(url, http_client=http) as client,
            ):
                found: Run = await client.runs.get_run("1")
                return found

        assert asyncio.run(call()) == Run(display_name="Nightly")


def test_a_stranger_is_refused_by_default(authority: trustme.CA) -> None:
    with guarded(authority.issue_cert("localhost")) as url:
        with Client(url, retries=0, token="canary") as client, pytest.raises(ConnectError) as caught:
            client.runs.get_run("1")
        assert "canary" not in str(caught.value)

        async def call() -> None:
            async with AsyncClient(url, retries=0) as client:
                await client.runs.get_run("1")

        with pytest.raises(ConnectError):
            asyncio.run(call())


@pytest.mark.parametrize("flaw", ["another host", "expired"])
def test_a_certificate_that_does_not_hold(authority: trustme.CA, flaw: str) -> None:
    name, until = ("elsewhere.example", None) if flaw == "another host" else ("localhost", PAST)
    with (
        guarded(authority.issue_cert(name, not_after=until)) as url,
        httpx2.Client(verify=trusting(authority)) as http,
        Client(url, http_client=http, retries=0) as client,
        pytest.raises(ConnectError, match=r"runs.get_run \(GET /runs/\{id\}\)"),
    ):
        client.runs.get_run("1")


def test_a_leaf_that_signed_itself() -> None:
    with guarded(self_signed()) as url:
        with Client(url, retries=0) as client, pytest.raises(ConnectError, match="certificate verify failed"):
            client.runs.get_run("1")
        with Client(url, deadline=5.0) as client, pytest.raises(ConnectError) as caught:
            client._sleep = lambda seconds: None  # type: ignore[method-assign]
            client.runs.get_run("1")
    assert caught.value.attempts == 3  # nothing was sent, so nothing speaks against trying again
