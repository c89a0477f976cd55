"""Regular expressions of rulesets, which are ECMAScript's, matched by an engine whose effort is bounded."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

__all__ = ["Unsupported", "expression"]

_WRITTEN = re.compile(r"/(.+)/([a-z]*)", re.DOTALL)
_FLAGS = frozenset("ims")
_WITHOUT_EFFECT = frozenset("guyv")
"""Flags that change nothing about whether a text matches, or only what the engine does anyway."""

_EFFORT = 100_000
"""Steps back that a match may take; far more than patterns of real rulesets need."""


class Unsupported(Exception):
    """Something in a ruleset that can't be honoured here, and why."""


@lru_cache(maxsize=1024)
def expression(written: str, flags: str | None = None) -> Callable[[str], bool]:
    """Whether a text has a match of `written`: a pattern with `flags`, or, without any, a pattern or `/pattern/flags`.

    A match that takes too long counts as none. Raises `Unsupported` for what is no regular expression.
    """
    import jsonschema_rs

    pattern = written
    if flags is None and (slashed := _WRITTEN.fullmatch(written)):
        pattern, flags = slashed.groups()
    chosen = "".join(sorted(set(flags or "") - _WITHOUT_EFFECT))
    if not _FLAGS.issuperset(chosen):
        raise Unsupported(f"`{flags}` are not flags of a regular expression")
    try:
        validator = jsonschema_rs.Draft202012Validator(
            {"pattern": f"(?{chosen}){pattern}" if chosen else pattern},
            pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=_EFFORT),
            offline=True,
        )
    except (ValueError, jsonschema_rs.ValidationError):
        raise Unsupported(f"`{pattern[:80]}` is no regular expression that can be used here") from None
    return validator.is_valid
