"""How calls are written: once, for the sync and the async client alike."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from types import ModuleType
from typing import Any

__all__ = [
    "NOT_EXPRESSIBLE",
    "PLAYS",
    "Calls",
    "Play",
    "body_of",
    "content_of",
    "equal",
    "not_expressible",
    "scenario",
    "snake",
]


@dataclass(frozen=True)
class Play:
    """A scenario of a specification, and the calls that it asks for."""

    spec: str
    scenario: str
    calls: Callable[[Calls], object]


PLAYS: list[Play] = []
NOT_EXPRESSIBLE: dict[str, str] = {}


def scenario(spec: str, *names: str) -> Callable[[Callable[[Calls], object]], Callable[[Calls], object]]:
    """Declare the calls of a scenario."""

    def declare(calls: Callable[[Calls], object]) -> Callable[[Calls], object]:
        PLAYS.extend(Play(spec, name, calls) for name in names)
        return calls

    return declare


def not_expressible(reason: str, *names: str) -> None:
    """Declare scenarios that the compiled document does not describe."""
    NOT_EXPRESSIBLE.update(dict.fromkeys(names, reason))


def equal(actual: object, expected: object) -> None:
    """Raise AssertionError unless they are equal."""
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")


class Calls:
    """A package with a client: `calls.client(token="t")` gives a client whose async methods are run to their end."""

    def __init__(self, package: ModuleType, url: str, is_async: bool) -> None:
        self.package, self.url, self.is_async = package, url, is_async
        self.models: Any = package.models

    def client(self, path: str = "", **options: Any) -> Any:
        """A client of the kind that is played."""
        if not self.is_async:
            return self.package.Client(self.url + path, **options)
        return _Ended(lambda: self.package.AsyncClient(self.url + path, **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client(retries=0), name)


class _Ended:
    """An async client, or a part of one: calls are run in a loop of their own, on a client of their own."""

    def __init__(self, make: Callable[[], Any], path: tuple[str, ...] = ()) -> None:
        self._make, self._path = make, path

    def __getattr__(self, name: str) -> _Ended:
        return _Ended(self._make, (*self._path, name))

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return asyncio.run(self._call(arguments, options))

    async def _call(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        async with self._make() as client:
            called = [each._of(client) if isinstance(each, _Ended) else each for each in arguments]
            found = self._of(client)(*called, **options)
            found = await found if inspect.isawaitable(found) else found
            return [item async for item in found] if hasattr(found, "__aiter__") else found

    def _of(self, client: Any) -> Any:
        """The part of a client that this is."""
        return reduce(getattr, self._path, client)


def snake(name: str) -> str:
    """`Property_floatSeconds` as the method of it is called: `property_float_seconds`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def content_of(calls: Calls, service: str, method: str) -> Any:
    """The first content of an operation's body, as the package describes it."""
    operations = importlib.import_module(f"{calls.package.__name__}.operations.{service}")
    return next(each for each in operations.OPERATIONS if each.name == method).body.contents[0]


def body_of(calls: Calls, service: str, method: str, **values: Any) -> Any:
    """A body of an operation: its model with the values, given by wire names."""
    return content_of(calls, service, method).type()(**values)
