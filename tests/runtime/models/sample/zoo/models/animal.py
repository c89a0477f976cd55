"""An animal."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .._runtime.model import DateTime, Nullable, wire
from ._base import Model
from .status import Status

if TYPE_CHECKING:
    from .keeper import Keeper
else:
    from ._lazy import Keeper


class Animal(Model):
    """An animal."""

    display_name: str
    """The name of the animal."""
    born_at: DateTime | None = None
    died_at: Nullable[DateTime] = None
    status: Status | None = None
    legs: Annotated[int, Field(ge=0)] = 4
    odd_name: Annotated[str | None, wire("odd$name")] = None
    keeper: Keeper | None = None
    parent: "Animal | None" = None
