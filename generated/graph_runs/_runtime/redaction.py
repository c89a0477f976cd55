"""Keeps API keys out of httpx2's log, which prints URLs whole."""

from __future__ import annotations

import logging

import httpx2

__all__ = ["hide_in_logs"]


def hide_in_logs(name: str) -> None:
    """From now on, httpx2 logs the query parameter of this name without its value."""
    if name not in _FILTER.names:
        _FILTER.names |= {name}
        logging.getLogger("httpx2").addFilter(_FILTER)


class _HideKeys(logging.Filter):
    names: frozenset[str] = frozenset()

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                self._hidden(each) if isinstance(each, httpx2.URL) else each
                for each in record.args
            )
        return True

    def _hidden(self, url: httpx2.URL) -> httpx2.URL:
        params = url.params
        for name in self.names & set(params.keys()):
            params = params.set(name, "REDACTED")
        return url if params == url.params else url.copy_with(params=params)


_FILTER = _HideKeys()
