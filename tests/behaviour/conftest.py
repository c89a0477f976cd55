"""The committed package `graph_runs`: an in-memory implementation of its server, under uvicorn on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from tests.behaviour.runs_in_memory import application


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Where the implementation of the tests is served."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(application(), port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
