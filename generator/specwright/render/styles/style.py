"""The styles that there are."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

__all__ = ["STYLES", "Style"]

Style: TypeAlias = Literal["dataclass", "typed-dict", "msgspec"]
STYLES: Final[tuple[Style, ...]] = get_args(Style)
"""All but pydantic's, which is the one that the rest of `render` is about."""
