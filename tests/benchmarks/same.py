"""Whether two JSON values are the same; numbers, dates, times and bytes are compared by value."""

from __future__ import annotations

import binascii
import datetime
import uuid
from base64 import b64decode
from collections.abc import Callable
from decimal import Decimal
from typing import Any


def difference(before: Any, after: Any, place: str = "") -> str:
    """What differs first, in words that group well; empty when nothing does."""
    if isinstance(before, dict) and isinstance(after, dict):
        if before.keys() != after.keys():
            return "a property is lost" if before.keys() - after.keys() else "a property is added"
        return next(filter(None, (difference(before[key], after[key]) for key in before)), "")
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return "the length of an array"
        return next(filter(None, map(difference, before, after)), "")
    if type(before) is type(after) and before == after:
        return ""
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in (before, after)):
        return "" if float(before) == float(after) else "a number"  # JSON's numbers are commonly doubles
    if isinstance(before, str) and isinstance(after, str):
        return "" if any(_same(read, before, after) for read in _VALUES) else "a string"
    return f"{type(before).__name__} becomes {type(after).__name__}"


def _same(read: Callable[[str], Any], before: str, after: str) -> bool:
    try:
        return bool(read(before) == read(after))
    except (ValueError, ArithmeticError, binascii.Error):
        return False


def _duration(text: str) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(datetime.timedelta).validate_python(text)


_VALUES: tuple[Callable[[str], Any], ...] = (
    lambda text: datetime.datetime.fromisoformat(_microseconds(text).upper()),
    lambda text: datetime.time.fromisoformat(_microseconds(text).upper()),
    uuid.UUID,
    Decimal,
    _duration,
    lambda text: b64decode(text + "=" * (-len(text) % 4), altchars=b"-_"),
)


def _microseconds(text: str) -> str:
    """Python keeps six digits of a second."""
    import re

    return re.sub(r"(\.\d{6})\d+", r"\1", text)
