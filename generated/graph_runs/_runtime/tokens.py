"""Access tokens: fetched by a grant when one is needed, shared by all calls of a client, replaced when they expire.

Nothing here does input or output: `access_token` yields the steps of it, as an exchange does.
"""

from __future__ import annotations

import itertools
import random
from base64 import b64encode
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import quote_plus

import httpx2

from .errors import (
    ConfigurationError,
    Failure,
    TokenError,
    describe_status,
    find_detail,
    one_line,
)
from .escaping import flaw_in_header
from .grants import Grant, RefreshToken
from .parsing import parse_json
from .retries import RetryPolicy, retry_after
from .steps import Hold, Lock, Send, Step, Wait
from .urls import origin

if TYPE_CHECKING:
    from .bodies import EncodedBody

__all__ = ["Asker", "Wallet", "access_token"]

_LEEWAY = 30.0
"""Seconds before its end from which a token counts as expired; half its life, if that is less."""

_FORM = "application/x-www-form-urlencoded"


class Asker(Protocol):
    """The call on whose behalf a token is fetched."""

    name: str
    expires: float | None
    policy: RetryPolicy
    clock: Callable[[], float]

    def limits(self) -> httpx2.Timeout:
        """The timeouts, cut to what is left until the deadline."""
        ...

    def failed(self, error: httpx2.RequestError) -> Exception:
        """A failure of the transport, in our terms."""
        ...


@dataclass(frozen=True, slots=True)
class _Token:
    secret: str = field(repr=False)
    scopes: frozenset[str] | None
    expires: float

    def serves(self, scopes: frozenset[str], now: float) -> bool:
        return now < self.expires and (self.scopes is None or scopes <= self.scopes)


@dataclass(slots=True)
class Wallet:
    """The tokens that a grant has brought for a scheme, and where it fetches them."""

    grant: Grant
    urls: tuple[str, ...]
    discovery_url: str = ""
    lock: Lock = field(default_factory=Lock, repr=False)
    tokens: tuple[_Token, ...] = field(default=(), repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    discovered: str = ""

    def find(self, scopes: frozenset[str], now: float, refused: object) -> str | None:
        """A token that serves, other than the one that was refused."""
        found = (each.secret for each in self.tokens if each.serves(scopes, now))
        return next((secret for secret in found if secret != refused), None)

    def keep(self, token: _Token, now: float, refused: object) -> None:
        """Add a token; those that are of no use any more go."""
        old = (
            each
            for each in self.tokens
            if now < each.expires and each.secret != refused
        )
        self.tokens = (token, *(each for each in old if each.scopes != token.scopes))


def access_token(
    wallet: Wallet,
    scopes: tuple[str, ...],
    asker: Asker,
    base_url: str,
    refused: object = None,
) -> Generator[Step, Any, str]:
    """A token for the scopes: the one at hand, else a new one; whoever asks meanwhile waits for it.

    Raises TokenError when the authorization server gives none, ConfigurationError when nobody says where it is.
    """
    needed = frozenset(scopes)
    secret = wallet.find(needed, asker.clock(), refused)
    if secret is not None:
        return secret
    try:
        held = yield Hold(wallet.lock, asker.expires)
    except httpx2.PoolTimeout as error:
        raise asker.failed(error) from error
    try:
        secret = wallet.find(needed, asker.clock(), refused)
        if secret is None:
            secret = yield from _fetched(wallet, needed, asker, base_url, refused)
        return secret
    finally:
        held.release()


def _fetched(
    wallet: Wallet, needed: frozenset[str], asker: Asker, base_url: str, refused: object
) -> Generator[Step, Any, str]:
    url = yield from _token_url(wallet, asker, base_url)
    asked = _asked(wallet.grant, needed)
    began = asker.clock()
    answer = yield from _sent(
        asker,
        Send(
            "POST", url, *_request(wallet, asked), asker.limits(), asker.expires, False
        ),
    )
    told = _told(answer, asker, url)
    secret, kind = told.get("access_token"), told.get("token_type", "bearer")
    if not isinstance(secret, str) or not secret or flaw_in_header(secret):
        raise _refusal(asker, url, "the answer has no access token")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise _refusal(asker, url, "the token is not a bearer token")
    wallet.keep(
        _Token(secret, asked, began + _life(told.get("expires_in"))), began, refused
    )
    _renew(wallet, told.get("refresh_token"))
    return secret


def _asked(grant: Grant, needed: frozenset[str]) -> frozenset[str] | None:
    """The scopes of the operation, where they decide; None for a token that serves all operations."""
    return (
        None if grant.scopes is not None or isinstance(grant, RefreshToken) else needed
    )


def _request(
    wallet: Wallet, asked: frozenset[str] | None
) -> tuple[dict[str, str], EncodedBody]:
    grant = wallet.grant
    form = {"grant_type": "client_credentials"}
    if isinstance(grant, RefreshToken):
        form = {
            "grant_type": "refresh_token",
            "refresh_token": wallet.refresh_token or grant.refresh_token,
        }
    if scopes := grant.scopes or sorted(asked or ()):
        form["scope"] = " ".join(scopes)
    headers = {"Accept": "application/json", "Content-Type": _FORM}
    if grant.client_secret and not grant.in_body:
        headers["Authorization"] = f"Basic {_pair(grant)}"
    else:
        form |= {"client_id": grant.client_id}
        form |= {"client_secret": grant.client_secret} if grant.client_secret else {}
    from .bodies import EncodedBody

    content = "&".join(
        f"{quote_plus(name)}={quote_plus(text)}"
        for name, text in {**form, **grant.extra}.items()
    )
    return headers, EncodedBody(content.encode("ascii"), _FORM)


def _pair(grant: Grant) -> str:
    """Name and password as RFC 6749, 2.3.1, wants them: encoded as in a form before they are joined."""
    return b64encode(
        f"{quote_plus(grant.client_id)}:{quote_plus(grant.client_secret)}".encode()
    ).decode()


def _sent(asker: Asker, send: Send) -> Generator[Step, Any, httpx2.Response]:
    """The answer to a request for a token, which may be repeated: it grants the same again."""
    for attempt in itertools.count():
        try:
            response: httpx2.Response = yield send._replace(timeout=asker.limits())
        except httpx2.RequestError as error:
            wait = asker.policy.wait(attempt, None, random.random())
            if wait is None:
                raise asker.failed(error) from error
        else:
            wait = _again(asker.policy, attempt, response)
            if wait is None:
                return response
        yield Wait(wait)
    raise AssertionError  # the count has no end


def _again(
    policy: RetryPolicy, attempt: int, response: httpx2.Response
) -> float | None:
    """Seconds until the next attempt; None when the answer is the last."""
    if response.status_code not in policy.statuses:
        return None
    return policy.wait(
        attempt, retry_after(response.headers, datetime.now(UTC)), random.random()
    )


def _told(answer: httpx2.Response, asker: Asker, url: str) -> Mapping[str, Any]:
    """The members of an answer (RFC 6749, 5.1 and 5.2). Raises TokenError when it is a refusal."""
    try:
        told = parse_json(answer.content)
    except (ValueError, RecursionError):
        told = None
    if answer.status_code != 200:
        detail = find_detail(told)
        said = f"{describe_status(answer.status_code)}{f': {one_line(detail)}' if detail else ''}"
        raise _refusal(asker, url, said, answer.status_code)
    if not isinstance(told, dict):
        raise _refusal(
            asker, url, "the answer is not a JSON object", answer.status_code
        )
    return cast("dict[str, Any]", told)


def _life(seconds: Any) -> float:
    """For how many seconds a token serves; without a word of it, until it is refused."""
    try:
        told = float(seconds)
    except (TypeError, ValueError):
        return float("inf")
    return max(told - _LEEWAY, told / 2)


def _renew(wallet: Wallet, refresh_token: Any) -> None:
    grant = wallet.grant
    if not isinstance(grant, RefreshToken) or not isinstance(refresh_token, str):
        return
    if refresh_token != (wallet.refresh_token or grant.refresh_token):
        wallet.refresh_token = refresh_token
        if grant.on_renewal is not None:
            grant.on_renewal(refresh_token)


def _token_url(
    wallet: Wallet, asker: Asker, base_url: str
) -> Generator[Step, Any, str]:
    """The caller's own URL, else the document's, else what OpenID Connect Discovery tells.

    A document may not have secrets sent in the clear: what it names is https, or on the API's own server.
    """
    if wallet.grant.token_url:
        return wallet.grant.token_url
    if wallet.urls:
        return _safe(wallet.urls[0], asker, base_url)
    if not wallet.discovery_url:
        raise ConfigurationError(
            f"{asker.name}: the document does not say where tokens are issued; pass token_url",
            Failure(operation=asker.name, attempts=0),
        )
    if not wallet.discovered:
        url = _safe(wallet.discovery_url, asker, base_url)
        headers = {"Accept": "application/json"}
        answer = yield from _sent(
            asker, Send("GET", url, headers, None, asker.limits(), asker.expires, False)
        )
        endpoint = _told(answer, asker, url).get("token_endpoint")
        if not isinstance(endpoint, str):
            raise _refusal(asker, url, "the answer has no token_endpoint")
        wallet.discovered = _safe(endpoint, asker, url)
    return wallet.discovered


def _safe(url: str, asker: Asker, base_url: str) -> str:
    try:
        resolved = httpx2.URL(base_url).join(url)
    except (httpx2.InvalidURL, ValueError):
        resolved = httpx2.URL()
    if resolved.scheme != "https" and origin(resolved) != origin(base_url):
        reason = f"secrets are not sent to {_shown(url)!r}, which is not https; pass token_url if they may be"
        raise ConfigurationError(
            f"{asker.name}: {reason}", Failure(operation=asker.name, attempts=0)
        )
    return str(resolved)


def _refusal(asker: Asker, url: str, reason: str, status: int = 0) -> TokenError:
    failure = Failure(operation=asker.name, attempts=0, status=status)
    return TokenError(f"{asker.name}: no token from {_shown(url)}: {reason}", failure)


def _shown(url: str) -> str:
    return one_line(url.partition("?")[0])
