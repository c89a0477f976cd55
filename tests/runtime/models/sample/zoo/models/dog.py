"""A dog."""

from typing import Literal

from .animal import Animal


class Dog(Animal, extra="forbid"):
    """A dog; nothing else is known of it."""

    pet_type: Literal["dog"]
    tricks: list[str] | None = None
