"""When a call is tried again, and after how long. Pure functions: time and chance come in as arguments."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

__all__ = ["IDEMPOTENT", "RetryPolicy", "policy_of", "retry_after"]

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"})
"""Methods whose requests may be repeated (RFC 9110, 9.2.2)."""


class RetryPolicy(NamedTuple):
    """How often, for which statuses and with which waits a call is tried again.

    The wait before retry `n` is random between nothing and `first_wait * 2**n`, at most `longest_wait` (full jitter);
    a server's Retry-After goes before it. A server that asks for more than `longest_retry_after` is taken at its word:
    the call fails instead of waiting.
    """

    retries: int = 2
    first_wait: float = 0.5
    longest_wait: float = 8.0
    longest_retry_after: float = 60.0
    statuses: frozenset[int] = frozenset({408, 429, 500, 502, 503, 504})

    def wait(self, attempt: int, asked: float | None, chance: float) -> float | None:
        """Seconds to wait after a failed attempt (counted from 0), or None to give up. `chance` lies in [0, 1)."""
        if attempt >= self.retries:
            return None
        if asked is not None:
            return asked if asked <= self.longest_retry_after else None
        return chance * min(
            self.longest_wait, self.first_wait * 2.0 ** min(attempt, 32)
        )


def policy_of(retries: int | RetryPolicy) -> RetryPolicy:
    """A number of retries as a policy."""
    return retries if isinstance(retries, RetryPolicy) else RetryPolicy(retries=retries)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, as a number or a date (RFC 9110, 10.2.3); None when absent or unreadable."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        return _until(text, now)
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _until(text: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
