"""Status codes and their reasons (RFC 9110 section 15)."""

from __future__ import annotations

from http import HTTPStatus

__all__ = ["belongs_to_another", "phrase"]

# Earlier names of codes that RFC 9110 renamed; Python follows one or the other, depending on its version.
_PHRASES = {str(status.value): status.phrase for status in HTTPStatus} | {
    "413": "Content Too Large",
    "422": "Unprocessable Content",
}


def phrase(code: str) -> str:
    """The reason phrase of a status code; empty for a code that is not registered."""
    return _PHRASES.get(code, "")


def belongs_to_another(reason: str, code: str) -> bool:
    """Whether `reason` is the phrase of another status code than `code`."""
    known = {text.lower() for text in _PHRASES.values()}
    return reason.lower() in known and reason.lower() != phrase(code).lower()
