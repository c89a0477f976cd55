"""Phrases by which a page says what a whole section means."""

from __future__ import annotations

import re

from .page import TypeUse
from .sentences import TODO, plain
from .types import read_type

__all__ = ["CLAIMS_REQUIRED", "INHERITS", "IN_URL", "NAMESPACE", "NO_BODY", "body_description", "body_type"]

NAMESPACE = re.compile(r"\s*\**Namespace\**:\s*\**([\w.]+)")
INHERITS = re.compile(r"Inherits from \[([^\[\]]{1,200})\]\(([^()]{0,300})\)\.?", re.IGNORECASE)
NO_BODY = re.compile(
    r"\b(?:do not|don't|don\u2019t|doesn't|does not) (?:supply|provide|require|need|specify|send)", re.IGNORECASE
)
IN_URL = re.compile(r"\bIn the request URL\b", re.IGNORECASE)
CLAIMS_REQUIRED = re.compile(r"properties that are required\b|required properties\b(?! are marked)", re.IGNORECASE)

_SEND = re.compile(
    r"^(?:In the request body, )?(?:supply|provide|send) (?:a |the )?JSON representation of ", re.IGNORECASE
)
_OBJECT = re.compile(
    r"\bJSON (?:representation|object)s? (?:of|for|representing) (?:an? |the |one |your )?(?:new |updated )?"
    r"(\[[^\[\]]{1,200}\]\([^()]{0,200}\.md[^()]{0,200}\)|\*\*[A-Za-z][\w.]*\*\*)",
    re.IGNORECASE,
)


def body_description(intro: str) -> str:
    """What the body is, without the words that tell the reader to send it as JSON."""
    what = _SEND.sub("", plain(TODO.sub("", intro)))
    return what[:1].upper() + what[1:]


def body_type(prose: str) -> TypeUse | None:
    """The type whose JSON representation the request body is, by the prose of the section."""
    found = _OBJECT.search(prose)
    use = read_type(found[1]) if found else None
    return use if use and use.name else None
