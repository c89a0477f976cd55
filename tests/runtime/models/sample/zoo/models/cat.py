"""A cat."""

from typing import Literal

from .animal import Animal


class Cat(Animal):
    """A cat."""

    pet_type: Literal["cat", "kitten"]
    lives: int
