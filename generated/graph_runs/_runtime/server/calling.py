"""Calls what a user wrote, `def` or `async def`, without blocking the event loop."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool

__all__ = ["call"]


async def call(function: Callable[..., Any], *args: Any, **keywords: Any) -> Any:
    """The result of the function: awaited when it is asynchronous, from a worker thread when it is not."""
    if _is_asynchronous(function):
        result = function(*args, **keywords)
    else:
        result = await run_in_threadpool(function, *args, **keywords)
    return await result if inspect.isawaitable(result) else result


def _is_asynchronous(function: Callable[..., Any]) -> bool:
    while isinstance(function, partial):
        function = function.func
    called = function if inspect.isroutine(function) else type(function).__call__
    return inspect.iscoroutinefunction(called) or inspect.isasyncgenfunction(called)
