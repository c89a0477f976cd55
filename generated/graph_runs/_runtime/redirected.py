"""Calls of a service's method that are to end elsewhere: with the response around them, or read piece by piece."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MethodType
from typing import Any

from .options import RequestOptions

__all__ = ["extended", "redirected"]


def redirected(
    method: Callable[..., Any], kind: type, call: Callable[..., Any]
) -> Callable[..., Any]:
    """The method on a stand-in for its service, which is of a `kind`, whose calls end in `call`."""
    service = getattr(method, "__self__", None)
    if not isinstance(service, kind) or not isinstance(method, MethodType):
        raise TypeError(
            "pass a method of one of the client's services, such as client.runs.create_run, uncalled"
        )
    stand_in = copy.copy(service)
    stand_in.__dict__.update(_call=call, _pages=call, _stream=call)
    return MethodType(method.__func__, stand_in)


def extended(
    options: RequestOptions | None,
    query: Mapping[str, object] | None,
    headers: Mapping[str, str] | None,
) -> RequestOptions:
    """The options with more of the query and of the headers."""
    options = options or RequestOptions()
    return replace(
        options,
        query={**options.query, **(query or {})},
        headers={**options.headers, **(headers or {})},
    )
