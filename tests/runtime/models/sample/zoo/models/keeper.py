"""Who looks after animals."""

from typing import TYPE_CHECKING

from .._runtime.model import Base64, Duration
from ._base import Model

if TYPE_CHECKING:
    from .animal import Animal
    from .pet import Pet
else:
    from ._lazy import Animal, Pet


class KeeperShift(Model):
    """When a keeper is there."""

    length: Duration


class Keeper(Model):
    """Who looks after animals."""

    full_name: str
    animals: list[Animal] | None = None
    pets: dict[str, Pet] | None = None
    shifts: list[KeeperShift] | None = None
    badge: Base64 | None = None
