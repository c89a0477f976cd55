"""What a client was told once, for all calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import httpx2

from .auth import Credentials
from .options import Decoding
from .retries import RetryPolicy
from .servers import Server

if TYPE_CHECKING:
    from .hooks import Hook

__all__ = ["Settings"]


class Settings(NamedTuple):
    """The settings of a client; a call's own options go before them."""

    base_url: str | None
    servers: tuple[Server, ...]
    credentials: Credentials
    timeout: httpx2.Timeout
    deadline: float | None
    retries: RetryPolicy
    headers: Mapping[str, str]
    decoding: Decoding
    server_variables: Mapping[str, str]
    hooks: tuple[Hook, ...]
    redirects: int

    def __repr__(self) -> str:
        return f"<Settings of a client of {self.base_url}>"
