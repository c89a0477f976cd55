"""What is selected: patterns over paths, tags and operationIds, and what is going away."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec import Struct, field

from specwright.diagnostics import Span

if TYPE_CHECKING:
    from specwright.select.operations import Found

__all__ = ["Criterion", "Filter", "Selection"]


class Criterion(Struct, frozen=True, kw_only=True):
    """The patterns of one kind (`paths` ...); an operation meets it when one of them matches."""

    key: str
    patterns: tuple[str, ...]

    def matching(self, operation: Found) -> Iterator[str]:
        """The patterns that match an operation."""
        for pattern in self.patterns:
            if any(fnmatchcase(text, pattern) for text in operation.known_by(self.key)):
                yield pattern


class Filter(Struct, frozen=True, kw_only=True):
    """Operations by shell-style patterns (`*` crosses slashes) on their paths (of webhooks: their names), on any of their
    tags, on their operationIds, and by being deprecated. `span` is where the configuration says so.
    """

    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    operation_ids: tuple[str, ...] = ()
    deprecated: bool = False
    span: Span | None = None

    def __bool__(self) -> bool:
        return any(self.criteria())

    def criteria(self) -> tuple[Criterion, ...]:
        """What is asked for, kind by kind."""
        kinds = {
            "paths": self.paths,
            "tags": self.tags,
            "operation-ids": self.operation_ids,
            "deprecated": ("true",) if self.deprecated else (),
        }
        return tuple(Criterion(key=key, patterns=patterns) for key, patterns in kinds.items() if patterns)


class Selection(Struct, frozen=True, kw_only=True):
    """Which operations stay: those that meet every criterion of `include`, none of `exclude`, and that `skip` (`"GET
    /pets"`) does not name. With `prune`, components stay that these reach; None prunes where there is a filter.

    `span` is where the configuration speaks of `skip`.
    """

    include: Filter = field(default_factory=Filter)
    exclude: Filter = field(default_factory=Filter)
    skip: tuple[str, ...] = ()
    prune: bool | None = None
    span: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.prunes or self.include or self.exclude or self.skip)

    @property
    def prunes(self) -> bool:
        """Whether components that nothing reaches are left out."""
        return bool(self.include or self.exclude) if self.prune is None else self.prune
