"""Where the tool and what it needs stand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruff import find_ruff_bin  # type: ignore[import-untyped]  # it has no annotations

from specwright.installed import formatter


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    formatter.cache_clear()
    yield
    formatter.cache_clear()


def test_the_formatter_is_the_one_that_its_own_package_names() -> None:
    assert formatter().samefile(find_ruff_bin())


@pytest.mark.parametrize("prefix", ["/nowhere", sys.base_prefix])
def test_it_is_found_outside_of_a_virtual_environment_too(prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    assert formatter() == Path(find_ruff_bin())
