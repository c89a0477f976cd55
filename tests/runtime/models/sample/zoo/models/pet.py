"""A union with a discriminator."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

from .._runtime.model import Tagged

if TYPE_CHECKING:
    from .cat import Cat
    from .dog import Dog
else:
    from ._lazy import Cat, Dog

Pet: TypeAlias = Annotated[Cat | Dog, Tagged("petType", {"cat": Cat, "kitten": Cat, "dog": Dog})]
"""A pet."""
