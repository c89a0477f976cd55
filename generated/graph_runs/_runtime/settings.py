"""What a client was told once, for all calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx2

from .auth import Credentials
from .hooks import Hook
from .options import Decoding
from .retries import RetryPolicy
from .servers import Server

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a client; a call's own options go before them."""

    base_url: str | None
    servers: tuple[Server, ...]
    credentials: Credentials
    timeout: httpx2.Timeout
    deadline: float | None
    retries: RetryPolicy
    headers: Mapping[str, str] = field(repr=False)
    decoding: Decoding
    server_variables: Mapping[str, str] = field(default_factory=dict[str, str])
    hooks: tuple[Hook, ...] = ()
    redirects: int = 0
