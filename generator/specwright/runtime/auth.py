"""Who is calling: credentials per security scheme, and which of them an operation is sent with."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from . import escaping

__all__ = ["Credential", "Credentials", "Proof", "Requirement", "SecurityScheme", "prove"]

Credential: TypeAlias = "str | tuple[str, str] | Callable[[], str | Awaitable[str]]"
"""A token or key, `(user name, password)`, or a function that returns a token or key for each call."""

Requirement: TypeAlias = "tuple[tuple[str, tuple[str, ...]], ...]"
"""Schemes, each with scopes, that are all needed."""


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """How callers prove who they are (OpenAPI 3.1, Security Scheme Object)."""

    type: str
    wire_name: str = ""
    location: str = ""
    http_scheme: str = ""
    flows: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=(), hash=False)
    openid_url: str = ""
    description: str = ""

    @property
    def takes_token(self) -> bool:
        """Whether the credential is a bearer token (RFC 6750)."""
        return self.type in ("oauth2", "openIdConnect") or (self.type == "http" and self.http_scheme.lower() != "basic")


@dataclass(frozen=True, slots=True)
class Proof:
    """What credentials add to a request; never shown."""

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)


_BEARER = SecurityScheme(type="http", http_scheme="bearer")


class Credentials:
    """The credentials of a client. Its repr names the schemes and never shows a secret.

    `token` serves every scheme that takes a bearer token; in an API that declares no scheme at all, every operation.
    """

    def __init__(
        self, schemes: Mapping[str, SecurityScheme], token: Credential | None, auth: Mapping[str, Credential] | None
    ) -> None:
        self._schemes = schemes
        self._by_scheme = dict(_by_scheme(schemes, token), **_checked(schemes, auth or {}))
        self._everywhere = token if not schemes else None

    def __repr__(self) -> str:
        return f"<Credentials for {', '.join(sorted(self._by_scheme)) or 'nothing'}>"

    def for_operation(self, security: tuple[Requirement, ...]) -> list[tuple[SecurityScheme, Credential]]:
        """The first alternative all of whose schemes have credentials; one that needs none only when no other fits."""
        if self._everywhere is not None:
            return [(_BEARER, self._everywhere)]
        for requirement in security:
            if requirement and all(name in self._by_scheme for name, _ in requirement):
                return [(self._schemes[name], self._by_scheme[name]) for name, _ in requirement]
        return []

    def any_alternative(self) -> tuple[Requirement, ...]:
        """Each scheme as an alternative, for requests that no operation describes."""
        return tuple(((name, ()),) for name in self._by_scheme)


def prove(scheme: SecurityScheme, secret: str | tuple[str, str]) -> Proof:
    """What a scheme's secret adds to a request. Raises ValueError, without the secret, when it can't be sent."""
    if scheme.type == "apiKey":
        return _api_key(scheme, _text(secret))
    if scheme.type == "mutualTLS":
        return Proof()
    if isinstance(secret, tuple):
        pair = ":".join(secret).encode()
        return Proof(headers=(("Authorization", f"Basic {b64encode(pair).decode()}"),))
    prefix = scheme.http_scheme if scheme.type == "http" and scheme.http_scheme.lower() != "bearer" else "Bearer"
    return Proof(headers=(("Authorization", _sendable(f"{prefix} {secret}")),))


def _api_key(scheme: SecurityScheme, key: str) -> Proof:
    match scheme.location:
        case "query":
            return Proof(query=((scheme.wire_name, key),))
        case "cookie":
            if escaping.flaw_in_cookie(key):
                raise ValueError(f"the API key {scheme.wire_name!r} has a character that a cookie value can't hold")
            return Proof(cookies=((scheme.wire_name, key),))
        case _:
            return Proof(headers=((scheme.wire_name, _sendable(key)),))


def _by_scheme(schemes: Mapping[str, SecurityScheme], token: Credential | None) -> dict[str, Credential]:
    if token is None or not schemes:
        return {}
    found = {name: token for name, scheme in schemes.items() if scheme.takes_token}
    if not found:
        raise ValueError(f"this API takes no bearer token; pass auth={{...}} with {', '.join(sorted(schemes))}")
    return found


def _checked(schemes: Mapping[str, SecurityScheme], auth: Mapping[str, Credential]) -> Mapping[str, Credential]:
    for name, credential in auth.items():
        if name not in schemes:
            raise ValueError(f"no security scheme is named {name!r}; there are {', '.join(sorted(schemes)) or 'none'}")
        scheme = schemes[name]
        is_basic = scheme.type == "http" and scheme.http_scheme.lower() == "basic"
        if is_basic != isinstance(credential, tuple) and not callable(credential):
            wanted = "(user name, password)" if is_basic else "a string or a function that returns one"
            raise ValueError(f"the credential for {name!r} must be {wanted}")
    return auth


def _text(secret: str | tuple[str, str]) -> str:
    if isinstance(secret, tuple):
        raise TypeError("an API key is a string")
    return secret


def _sendable(text: str) -> str:
    if flaw := escaping.flaw_in_header(text):
        raise ValueError(f"a credential {flaw}")
    return text
