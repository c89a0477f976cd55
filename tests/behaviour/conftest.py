"""The committed package `graph_runs`: an in-memory implementation of its server, under uvicorn on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.behaviour.runs_in_memory import application
from tests.behaviour.serving import serving


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Where the implementation of the tests is served."""
    with serving(application()) as url:
        yield url
