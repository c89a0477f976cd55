"""How an animal is."""

from typing import Literal, TypeAlias

from .._runtime.model import Open

Status: TypeAlias = Open[Literal["well", "ill"]]
"""How an animal is."""
