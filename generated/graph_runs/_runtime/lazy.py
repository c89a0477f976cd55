"""Names that are imported when they are used, so that importing a package costs the same whatever the size of its API."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, TypeVar, overload

__all__ = ["OperationTable", "exports", "operation_table", "placeholders"]

T = TypeVar("T")


def exports(
    package: str, index: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` (PEP 562) of a package that imports its names when they are used.

    `index` tells the module of each name, relative to the package; it is empty for a name that is itself a module.
    """
    namespace = vars(sys.modules[package])

    def load(name: str) -> Any:
        if name not in index:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f".{index[name] or name}", package)
        namespace[name] = value = getattr(module, name) if index[name] else module
        return value

    return load, lambda: sorted(index)


def placeholders(package: str | None, index: Mapping[str, str]) -> Callable[[str], Any]:
    """`__getattr__` of the module from which models import each other without loading each other.

    It makes one placeholder for each name in `index`, which tells the module of each name, relative to the package.
    """
    from .placeholder import placeholder

    made: dict[str, Any] = {}

    def stand_in(name: str) -> Any:
        if name not in index:
            raise AttributeError(f"{package} has no model {name!r}")
        return made.get(name) or made.setdefault(
            name, placeholder(f"{package}.{index[name]}", name)
        )

    return stand_in


class OperationTable(Sequence[T]):
    """All operations of an API, in the document's order of services; loaded when first looked at."""

    def __init__(self, package: str, services: Sequence[str]) -> None:
        self._package = package
        self._services = tuple(services)

    @cached_property
    def _operations(self) -> tuple[T, ...]:
        modules = (
            import_module(f".{service}", self._package) for service in self._services
        )
        return tuple(operation for module in modules for operation in module.OPERATIONS)

    def __len__(self) -> int:
        return len(self._operations)

    def __iter__(self) -> Iterator[T]:
        return iter(self._operations)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._operations[index]

    def __repr__(self) -> str:
        return f"<operations of {', '.join(self._services)}>"


def operation_table(package: str, services: Sequence[str]) -> OperationTable[Any]:
    """The operations of the modules `services` of a package, whose `OPERATIONS` they are."""
    return OperationTable(package, services)
