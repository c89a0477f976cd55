"""How calls are written: once, for the sync and the async client alike."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter

__all__ = [
    "NOT_EXPRESSIBLE",
    "PAGINATION",
    "PLAYS",
    "Calls",
    "Document",
    "Play",
    "Unsaid",
    "answered",
    "answers",
    "bodies",
    "body_of",
    "content_of",
    "equal",
    "not_compiled",
    "not_expressible",
    "scenario",
    "sent",
    "snake",
]


@dataclass(frozen=True)
class Play:
    """A scenario of a specification (`folder` or `folder@version`), and the calls that it asks for."""

    spec: str
    scenario: str
    calls: Callable[[Calls], object]


@dataclass(frozen=True)
class Document:
    """What the compiler made of a specification: the document, and what it said of the code that it refused."""

    content: Mapping[str, Any]
    refused: Mapping[str, str]


@dataclass(frozen=True)
class Unsaid:
    """A scenario that the compiled document does not describe: `why` looks there, and finds nothing to say if it does."""

    spec: str
    scenario: str
    why: Callable[[Document], str | None]
    code: str = ""


PLAYS: list[Play] = []
NOT_EXPRESSIBLE: list[Unsaid] = []
PAGINATION: dict[str, Mapping[str, Mapping[str, str | bool]]] = {}
"""By specification, how its answers come in pages: OpenAPI can't say it."""


def scenario(spec: str, *names: str) -> Callable[[Callable[[Calls], object]], Callable[[Calls], object]]:
    """Declare the calls of a scenario."""

    def declare(calls: Callable[[Calls], object]) -> Callable[[Calls], object]:
        PLAYS.extend(Play(spec, name, calls) for name in names)
        return calls

    return declare


def answers(spec: str, prefix: str, table: Mapping[str, Any]) -> None:
    """Declare scenarios, by operation, whose answer is a value; the name is the prefix and the operation's id."""
    for operation, wire in table.items():
        PLAYS.append(Play(spec, prefix + operation, partial(_answered, operation, wire)))


def bodies(spec: str, prefix: str, table: Mapping[str, Any]) -> None:
    """Declare scenarios, by operation, that want a value as the body; the name is the prefix and the operation's id."""
    for operation, wire in table.items():
        PLAYS.append(Play(spec, prefix + operation, partial(_sent, operation, wire)))


def not_expressible(spec: str, scenario: str, reason: str, holds: Callable[[Mapping[str, Any]], bool]) -> None:
    """Declare a scenario that the compiled document does not describe, as long as that `holds` for the document."""
    NOT_EXPRESSIBLE.append(Unsaid(spec, scenario, lambda found: reason if holds(found.content) else None))


def not_compiled(spec: str, scenario: str, code: str) -> None:
    """Declare a scenario whose operation the compiler refuses; the code tells which one that is."""
    NOT_EXPRESSIBLE.append(Unsaid(spec, scenario, lambda found: found.refused.get(code), code))


def equal(actual: object, expected: object) -> None:
    """Raise AssertionError unless they are equal."""
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")


class Calls:
    """A package with a client: `calls.client(token="t")` gives a client whose async methods are run to their end.

    `assets` is the folder of the suite's pictures.
    """

    def __init__(self, package: ModuleType, url: str, is_async: bool, assets: Path) -> None:
        self.package, self.url, self.is_async, self.assets = package, url, is_async, assets
        self.models: Any = package.models

    def client(self, path: str = "", **options: Any) -> Any:
        """A client of the kind that is played."""
        if not self.is_async:
            return self.package.Client(self.url + path, **options)
        return _Ended(lambda: self.package.AsyncClient(self.url + path, **options))

    def operation(self, operation_id: str) -> Any:
        """The description of an operation."""
        return next(each for each in self.package.OPERATIONS if each.operation_id == operation_id)

    def __call__(self, operation_id: str, *arguments: Any, path: str = "", **options: Any) -> Any:
        """Call an operation."""
        return self.method(operation_id, path)(*arguments, **options)

    def method(self, operation_id: str, path: str = "") -> Any:
        """The method of an operation."""
        operation = self.operation(operation_id)
        return getattr(getattr(self.client(path, retries=0), operation.service), operation.name)

    def body(self, operation_id: str, wire: Any) -> Any:
        """A body as a caller has it: models, dates and durations instead of what stands for them in JSON."""
        return TypeAdapter(self.operation(operation_id).body.contents[0].type()).validate_python(wire)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client(retries=0), name)


def answered(calls: Calls, operation: str, wire: Any, *arguments: Any, **options: Any) -> Any:
    """The answer of an operation, which is a value: in Python's types, and as it is written again."""
    found = calls(operation, *arguments, **options)
    response = next(each for each in calls.operation(operation).responses if each.contents)
    equal(found, TypeAdapter(response.contents[0].type()).validate_python(wire))
    codec = importlib.import_module(f"{calls.package.__name__}._runtime.codec")
    equal(codec.to_wire(found, response.contents[0].type), wire)
    return found


def sent(calls: Calls, operation: str, wire: Any, *arguments: Any, **options: Any) -> Any:
    """Call an operation with a body."""
    return calls(operation, *arguments, body=calls.body(operation, wire), **options)


def _answered(operation: str, wire: Any, calls: Calls) -> None:
    answered(calls, operation, wire)


def _sent(operation: str, wire: Any, calls: Calls) -> None:
    sent(calls, operation, wire)


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
