"""Who is calling: credentials per security scheme, and which of them an operation is sent with."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeGuard

from . import escaping

if TYPE_CHECKING:
    from .grants import Grant
    from .tokens import Wallet

__all__ = [
    "Claim",
    "Credential",
    "Credentials",
    "OAuthFlow",
    "Proof",
    "Requirement",
    "SecurityScheme",
    "prove",
]

Credential: TypeAlias = (
    "str | tuple[str, str] | Callable[[], str | Awaitable[str]] | Grant"
)
"""A token or key, `(user name, password)`, a function that returns a token or key for each call, or an OAuth 2 grant that
brings tokens."""

Requirement: TypeAlias = "tuple[tuple[str, tuple[str, ...]], ...]"
"""Schemes, each with scopes, that are all needed."""


class OAuthFlow(NamedTuple):
    """Where tokens are issued (OpenAPI 3.1, OAuth Flow Object)."""

    kind: str
    token_url: str = ""
    refresh_url: str = ""


class SecurityScheme(NamedTuple):
    """How callers prove who they are (OpenAPI 3.1, Security Scheme Object)."""

    type: str
    wire_name: str = ""
    location: str = ""
    http_scheme: str = ""
    flows: tuple[OAuthFlow, ...] = ()
    openid_url: str = ""
    description: str = ""

    @property
    def takes_token(self) -> bool:
        """Whether the credential is a bearer token (RFC 6750)."""
        return self.type in ("oauth2", "openIdConnect") or (
            self.type == "http" and self.http_scheme.lower() != "basic"
        )

    def token_urls(self, grant: Grant) -> tuple[str, ...]:
        """Where a grant gets its tokens, as far as the document says."""
        from .grants import RefreshToken

        flows = [flow for flow in self.flows if flow.kind in grant.flows]
        if isinstance(grant, RefreshToken):
            return tuple(flow.refresh_url or flow.token_url for flow in flows)
        return tuple(flow.token_url for flow in flows)


class Claim(NamedTuple):
    """A scheme that a request needs, for some scopes, and the credential for it; `wallet` holds a grant's tokens."""

    scheme: SecurityScheme
    credential: Credential
    scopes: tuple[str, ...] = ()
    wallet: Wallet | None = None

    def __repr__(self) -> str:
        return f"<Claim of {self.scheme}>"


class Proof(NamedTuple):
    """What credentials add to a request; never shown."""

    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return "<Proof>"


_BEARER = SecurityScheme(type="http", http_scheme="bearer")


class Credentials:
    """The credentials of a client. Its repr names the schemes and never shows a secret.

    `token` serves every scheme that takes a bearer token; in an API that declares no scheme at all, every operation.
    """

    def __init__(
        self,
        schemes: Mapping[str, SecurityScheme],
        token: Credential | None,
        auth: Mapping[str, Credential] | None,
    ) -> None:
        self._schemes = schemes
        self._by_scheme = dict(
            _by_scheme(schemes, token), **_checked(schemes, auth or {})
        )
        self._everywhere = token if not schemes else None
        self._wallets = {
            name: _wallet(schemes[name], grant)
            for name, grant in _grants(self._by_scheme)
        }
        if _is_grant(self._everywhere):
            self._wallets[""] = _wallet(_BEARER, self._everywhere)

    def __repr__(self) -> str:
        return f"<Credentials for {', '.join(sorted(self._by_scheme)) or 'nothing'}>"

    def for_operation(self, security: tuple[Requirement, ...]) -> list[Claim]:
        """The first alternative all of whose schemes have credentials; one that needs none only when no other fits."""
        if self._everywhere is not None:
            return [Claim(_BEARER, self._everywhere, (), self._wallets.get(""))]
        for requirement in security:
            if requirement and all(name in self._by_scheme for name, _ in requirement):
                return [self._claim(name, scopes) for name, scopes in requirement]
        return []

    def _claim(self, name: str, scopes: tuple[str, ...]) -> Claim:
        return Claim(
            self._schemes[name], self._by_scheme[name], scopes, self._wallets.get(name)
        )

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
    prefix = (
        scheme.http_scheme
        if scheme.type == "http" and scheme.http_scheme.lower() != "bearer"
        else "Bearer"
    )
    return Proof(headers=(("Authorization", _sendable(f"{prefix} {secret}")),))


def _api_key(scheme: SecurityScheme, key: str) -> Proof:
    match scheme.location:
        case "query":
            return Proof(query=((scheme.wire_name, key),))
        case "cookie":
            if escaping.flaw_in_cookie(key):
                raise ValueError(
                    f"the API key {scheme.wire_name!r} has a character that a cookie value can't hold"
                )
            return Proof(cookies=((scheme.wire_name, key),))
        case _:
            return Proof(headers=((scheme.wire_name, _sendable(key)),))


def _by_scheme(
    schemes: Mapping[str, SecurityScheme], token: Credential | None
) -> dict[str, Credential]:
    if token is None or not schemes:
        return {}
    found = {name: token for name, scheme in schemes.items() if scheme.takes_token}
    if not found:
        raise ValueError(
            f"this API takes no bearer token; pass auth={{...}} with {', '.join(sorted(schemes))}"
        )
    if _is_grant(token):
        return dict.fromkeys(_fitting(found, schemes, token), token)
    return found


def _fitting(
    names: Mapping[str, object], schemes: Mapping[str, SecurityScheme], grant: Grant
) -> list[str]:
    """The schemes that a grant is meant for: those that name its flow, else any, when it brings its own URL."""
    named = [
        name
        for name in names
        if schemes[name].token_urls(grant) or schemes[name].type == "openIdConnect"
    ]
    if not named and grant.token_url is None:
        raise ValueError(
            f"no security scheme says where {type(grant).__name__} gets its tokens; pass token_url"
        )
    return named or list(names)


def _is_grant(credential: object) -> TypeGuard[Grant]:
    """Whether a credential fetches tokens; what does is loaded by who has one."""
    if credential is None or isinstance(credential, (str, tuple)):
        return False
    from .grants import ClientCredentials, RefreshToken

    return isinstance(credential, (ClientCredentials, RefreshToken))


def _grants(credentials: Mapping[str, Credential]) -> Iterator[tuple[str, Grant]]:
    for name, credential in credentials.items():
        if _is_grant(credential):
            yield name, credential


def _wallet(scheme: SecurityScheme, grant: Grant) -> Wallet:
    from .tokens import Wallet

    return Wallet(grant, scheme.token_urls(grant), scheme.openid_url)


def _checked(
    schemes: Mapping[str, SecurityScheme], auth: Mapping[str, Credential]
) -> Mapping[str, Credential]:
    for name, credential in auth.items():
        if name not in schemes:
            raise ValueError(
                f"no security scheme is named {name!r}; there are {', '.join(sorted(schemes)) or 'none'}"
            )
        if wanted := _wanted(schemes[name], credential):
            raise ValueError(f"the credential for {name!r} must be {wanted}")
    return auth


def _wanted(scheme: SecurityScheme, credential: Credential) -> str | None:
    """What should have been given instead of a credential; None when it will do."""
    is_basic = scheme.type == "http" and scheme.http_scheme.lower() == "basic"
    is_grant = _is_grant(credential)
    if callable(credential) or (is_grant and scheme.takes_token):
        return None
    if is_basic != isinstance(credential, tuple) or is_grant:
        return (
            "(user name, password)"
            if is_basic
            else "a string or a function that returns one"
        )
    return None


def _text(secret: str | tuple[str, str]) -> str:
    if isinstance(secret, tuple):
        raise TypeError("an API key is a string")
    return secret


def _sendable(text: str) -> str:
    if flaw := escaping.flaw_in_header(text):
        raise ValueError(f"a credential {flaw}")
    return text
