"""URLs: path templates, and the promise that no argument changes where a request goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

import httpx2

__all__ = [
    "check_base_url",
    "check_relative",
    "expand_path",
    "extend",
    "join",
    "origin",
]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DOT_SEGMENT = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)


def check_base_url(url: str) -> str:
    """A base URL without its last slash. Raises ValueError unless it is an absolute http or https URL and nothing more."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, TypeError) as error:
        raise ValueError(f"base_url is not a URL: {error}") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ValueError(f"base_url must be an absolute http or https URL, not {url!r}")
    if parsed.userinfo:
        raise ValueError(
            "base_url must not hold credentials; pass them as `token` or `auth`"
        )
    if parsed.query or parsed.fragment:
        raise ValueError("base_url must end with its path, without a query or fragment")
    return str(parsed).rstrip("/?#")


def expand_path(
    template: str, values: Mapping[str, str], queried: Collection[str] = ()
) -> tuple[str, str]:
    """The path and the literal query of a template, placeholders replaced by values that are percent-encoded already.

    Literals stay letter for letter; a placeholder without a value is one, or the place of a parameter of the query, which
    are `queried` and sent beside it. A fragment, which some documents use to tell operations apart, is never sent. Raises ValueError where a
    segment would be `.` or `..`, encoded or not.
    """
    pieces = _pieces(template)
    for at in range(1, len(pieces), 2):
        pieces[at] = values.get(pieces[at], f"{{{pieces[at]}}}")
    path, _, query = "".join(pieces).partition("#")[0].partition("?")
    _refuse_dot_segments(path)
    return path, _literal(query, queried) if "{" in query else query


def _literal(query: str, queried: Collection[str]) -> str:
    """A query without the pairs that are no more than the place of a parameter."""
    pairs = [pair.partition("=") for pair in query.split("&")]
    return "&".join(
        f"{key}{equals}{value}"
        for key, equals, value in pairs
        if not (
            _PLACEHOLDER.fullmatch(value) and (key in queried or value[1:-1] in queried)
        )
    )


def join(base_url: str, path: str, query: str) -> str:
    """The URL of a request; whatever the path is, it comes after the base's."""
    url = base_url + (path if path.startswith("/") else f"/{path}")
    return f"{url}?{query}" if query else url


def extend(url: str, query: list[str]) -> str:
    """A URL with more parameters in its query; those of the same name that it has already go."""
    if not query:
        return url
    base, _, present = url.partition("#")[0].partition("?")
    names = {pair.partition("=")[0] for pair in query}
    kept = [
        pair
        for pair in present.split("&")
        if pair and pair.partition("=")[0] not in names
    ]
    return f"{base}?{'&'.join([*kept, *query])}"


def origin(url: str | httpx2.URL) -> tuple[str, str, int | None]:
    """What decides who a request goes to: scheme, host and port (RFC 6454, 4)."""
    parsed = httpx2.URL(url)
    return (
        parsed.scheme,
        parsed.host,
        parsed.port or {"http": 80, "https": 443}.get(parsed.scheme),
    )


def check_relative(path: str) -> str:
    """A path (with a query, maybe) that a caller wrote by hand. Raises ValueError when it could lead somewhere else."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        raise ValueError(
            "the path must start with one slash: it is relative to the client's base_url"
        )
    if any(character <= " " or character == "\x7f" for character in path):
        raise ValueError(
            "the path has a blank or a control character; percent-encode it"
        )
    _refuse_dot_segments(path.partition("?")[0])
    return path


@cache
def _split(template: str) -> tuple[str, ...]:
    return tuple(_PLACEHOLDER.split(template))


def _pieces(template: str) -> list[str]:
    return list(_split(template))


def _refuse_dot_segments(path: str) -> None:
    if _DOT_SEGMENT.search(path):
        raise ValueError(
            "the path would have a `.` or `..` segment, which leads to another resource"
        )
