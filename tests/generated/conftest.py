"""The package of `schemas.yaml`, generated once."""

from __future__ import annotations

import pytest
from tests.benchmarks.corpus import Generated, generated
from tests.generated.schemas import FILE, pointers


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    found = generated(FILE, pointers, tmp_path_factory.mktemp("schemas"))
    assert found is not None
    return found
