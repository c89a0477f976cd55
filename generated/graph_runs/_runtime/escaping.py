"""What may stand where: percent-encoding (RFC 3986), header field values (RFC 9110) and cookie values (RFC 6265)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote_to_bytes

__all__ = [
    "check_headers",
    "decode",
    "decode_form",
    "encode",
    "encode_name",
    "encode_reserved",
    "flaw_in_cookie",
    "flaw_in_header",
    "flaw_in_path",
]

_TRIPLE = re.compile("(%[0-9A-Fa-f]{2})")
_BROKEN_TRIPLE = re.compile("%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NOT_IN_HEADER = re.compile("[^\t\x20-\x7e]")
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_NOT_IN_COOKIE = re.compile(r"""[^!#-+\--:<-\[\]-~]""")

# Reserved characters that cannot end a value: `&` and `+` mean something in a query, `#`, `[` and `]` may not occur in it.
_RESERVED = ":/?@!$'()*,;="


def encode(text: str, safe: str = "") -> str:
    """Percent-encode everything but unreserved characters; raises ValueError for text that is not Unicode (surrogates)."""
    return quote(text, safe=safe, errors="strict")


def encode_name(name: str) -> str:
    """Percent-encode the name of a query parameter, keeping the likes of `$filter` readable."""
    return quote(name, safe="$:@/!'()*,")


def encode_reserved(text: str, keep: str = _RESERVED) -> str:
    """Reserved expansion (RFC 6570, 3.2.3): reserved characters and percent-encoded triples stay as they are."""
    parts = _TRIPLE.split(text)
    return "".join(
        part if index % 2 else quote(part, safe=keep)
        for index, part in enumerate(parts)
    )


def decode(raw: str) -> str:
    """Undo `encode`; raises ValueError for a broken triple or bytes that are not UTF-8."""
    if "%" not in raw:
        return raw
    if _BROKEN_TRIPLE.search(raw):
        raise ValueError("has a percent sign that starts no escape")
    try:
        return unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None


def decode_form(raw: str) -> str:
    """`decode`, with `+` for a blank, as forms and most query strings have it."""
    return decode(raw.replace("+", " "))


def flaw_in_path(text: str) -> str | None:
    """Why text can't be part of a path, or None."""
    return "has a control character" if _CONTROL.search(text) else None


def flaw_in_header(text: str) -> str | None:
    """Why text can't be a header field value, or None (RFC 9110, 5.5, without the obsolete non-ASCII octets)."""
    if found := _NOT_IN_HEADER.search(text):
        return (
            "has a control character"
            if found[0] < " " or found[0] == "\x7f"
            else "has a character outside ASCII"
        )
    return "starts or ends with a blank" if text != text.strip(" \t") else None


def flaw_in_cookie(text: str) -> str | None:
    """Why text can't be a cookie value, or None (RFC 6265, 4.1.1: no blanks, quotes, commas, semicolons, backslashes)."""
    found = _NOT_IN_COOKIE.search(text)
    return f"has {found[0]!r}, which a cookie value can't hold" if found else None


def check_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The same headers. Raises ValueError, without the value, for a field that can't be sent (RFC 9110, 5.1 and 5.5)."""
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} is not a header's name")
        if flaw := flaw_in_header(value):
            raise ValueError(f"header {name!r} {flaw}")
    return headers
