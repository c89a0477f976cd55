"""The styles that there are."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

__all__ = ["STYLES", "Style", "StyleError"]

Style: TypeAlias = Literal["dataclass", "typed-dict", "msgspec"]
STYLES: Final[tuple[Style, ...]] = get_args(Style)
"""All but pydantic's, which is the one that the rest of `render` is about."""


class StyleError(Exception):
    """Models can't be made in a style: the generator is missing, or what it made is not what was asked for."""
